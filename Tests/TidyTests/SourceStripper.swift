/// Leaves comments and the text of strings out of Swift source.
///
/// What is interpolated in a string is code, and stays.
struct SourceStripper {
    private let bytes: [UInt8]
    private var position = 0
    private var code: [UInt8] = []

    static func code(of text: String) -> String {
        var stripper = SourceStripper(bytes: Array(text.utf8))
        stripper.stripCode(untilParenthesis: false)
        return String(decoding: stripper.code, as: UTF8.self)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private func comes(_ text: StaticString, after offset: Int = 0) -> Bool {
        let expected = Array("\(text)".utf8)
        let start = position + offset
        return start + expected.count <= bytes.count
            && bytes[start..<(start + expected.count)].elementsEqual(expected)
    }

    /// Keeps a line end, so that the lines stay the same.
    private mutating func skip() {
        if bytes[position] == UInt8(ascii: "\n") { code.append(bytes[position]) }
        position += 1
    }

    /// Strips up to the end, or to the parenthesis that closes an interpolation.
    private mutating func stripCode(untilParenthesis: Bool) {
        var depth = 0
        while position < bytes.count {
            if comes("//") {
                while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
                    position += 1
                }
            } else if comes("/*") {
                skipComment()
            } else if comes("\"") {
                skipString(hashCount: 0)
            } else if comes("#"), let count = hashCountOfString {
                position += count
                skipString(hashCount: count)
            } else {
                if comes("(") { depth += 1 }
                if comes(")") {
                    depth -= 1
                    if untilParenthesis, depth < 0 { return }
                }
                code.append(bytes[position])
                position += 1
            }
        }
    }

    private mutating func skipComment() {
        var depth = 0
        while position < bytes.count {
            if comes("/*") {
                depth += 1
                position += 2
            } else if comes("*/") {
                depth -= 1
                position += 2
                if depth == 0 { break }
            } else {
                skip()
            }
        }
        code.append(UInt8(ascii: " "))
    }

    /// The number of signs before a quotation mark that begin a raw string here.
    private var hashCountOfString: Int? {
        let end = bytes[position...].firstIndex { $0 != UInt8(ascii: "#") } ?? bytes.count
        return end < bytes.count && bytes[end] == UInt8(ascii: "\"") ? end - position : nil
    }

    private func hashesCome(_ count: Int, after offset: Int) -> Bool {
        let start = position + offset
        return start + count <= bytes.count
            && bytes[start..<(start + count)].allSatisfy { $0 == UInt8(ascii: "#") }
    }

    private mutating func skipString(hashCount: Int) {
        let markCount = comes("\"\"\"") ? 3 : 1
        position += markCount
        code += Array("\"\"".utf8)
        while position < bytes.count {
            if comes("\\"), hashesCome(hashCount, after: 1) {
                position += 1 + hashCount
                guard position < bytes.count else { return }
                if comes("(") {
                    position += 1
                    code.append(UInt8(ascii: " "))
                    stripCode(untilParenthesis: true)
                    code.append(UInt8(ascii: " "))
                }
                if position < bytes.count { skip() }
            } else if markCount == 3 ? comes("\"\"\"") : comes("\""),
                hashesCome(hashCount, after: markCount)
            {
                position += markCount + hashCount
                return
            } else {
                skip()
            }
        }
    }
}
