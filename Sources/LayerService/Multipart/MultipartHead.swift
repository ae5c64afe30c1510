/// What a part of a form says of itself.
struct MultipartHead: Hashable, Sendable {
    /// The field.
    let name: String
    /// The file's name; nil if it is no file.
    let filename: String?

    /// Reads the lines of a head.
    ///
    /// - Throws: ``MultipartParser/Failure``.
    init(_ bytes: [UInt8]) throws(MultipartParser.Failure) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MultipartParser.Failure(reason: "the head of a part isn't UTF-8")
        }
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
        var parameters: [String: String]?
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else {
                throw MultipartParser.Failure(reason: "a line of a part's head has no colon")
            }
            guard line[..<colon].lowercased() == "content-disposition" else { continue }
            guard parameters == nil else {
                throw MultipartParser.Failure(reason: "a part says twice what it is")
            }
            parameters = Self.parameters(of: line[line.index(after: colon)...])
        }
        guard let name = parameters?["name"], !name.isEmpty else {
            throw MultipartParser.Failure(reason: "a part has no name")
        }
        self.name = name
        filename = parameters?["filename"]
    }

    /// Returns the parameters of `form-data; name="a"`; nil if it is none.
    private static func parameters(of text: Substring) -> [String: String]? {
        var reader = Reader(rest: text)
        guard reader.word().lowercased() == "form-data" else { return nil }
        var parameters: [String: String] = [:]
        while reader.take(";") {
            let name = reader.word().lowercased()
            guard !name.isEmpty, reader.take("="), let value = reader.value(),
                parameters.updateValue(value, forKey: name) == nil
            else { return nil }
        }
        return reader.rest.isEmpty ? parameters : nil
    }

    /// Reads a header's value from its beginning.
    private struct Reader {
        var rest: Substring

        mutating func skipBlanks() {
            rest = rest.drop { $0 == " " || $0 == "\t" }
        }

        mutating func take(_ sign: Character) -> Bool {
            skipBlanks()
            guard rest.first == sign else { return false }
            rest.removeFirst()
            skipBlanks()
            return true
        }

        mutating func word() -> String {
            skipBlanks()
            let word = rest.prefix { !";=\" \t".contains($0) }
            rest.removeFirst(word.count)
            skipBlanks()
            return String(word)
        }

        /// Reads a word, or a text in quotation marks.
        mutating func value() -> String? {
            guard rest.first == "\"" else {
                let word = word()
                return word.isEmpty ? nil : word
            }
            rest.removeFirst()
            var text = ""
            while let sign = rest.popFirst() {
                switch sign {
                case "\"":
                    skipBlanks()
                    return text
                case "\\" where rest.first == "\"" || rest.first == "\\":
                    text.append(rest.removeFirst())
                default: text.append(sign)
                }
            }
            return nil
        }
    }
}
