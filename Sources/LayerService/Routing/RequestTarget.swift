import Hummingbird

/// What a request asks for: the parts of the path, and what stands behind the question mark.
///
/// Hummingbird's own router leaves escapes in the parts of a path as they are, takes several slashes for
/// one, and knows no method that isn't allowed; ids of users have to come through unchanged, whatever is
/// in them.
struct RequestTarget: Hashable, Sendable {
    let segments: [String]
    let query: [Item]

    /// A name with its value.
    struct Item: Hashable, Sendable {
        let name: String
        let value: String
    }

    /// Reads the target of a request.
    ///
    /// - Throws: ``ServiceProblem`` if it is no path, or has what isn't a text in it.
    init(_ text: String) throws(ServiceProblem) {
        let whole = text.prefix { $0 != "#" }
        let path = whole.prefix { $0 != "?" }
        guard path.first == "/" else {
            throw ServiceProblem(.badRequest, "a path has to begin with a slash")
        }
        var segments: [String] = []
        for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            segments.append(try Self.decoded(segment, "the path"))
        }
        // A slash at the end is no part of its own.
        if segments.last == "" { segments.removeLast() }
        self.segments = segments
        var query: [Item] = []
        for item in whole.dropFirst(path.count + 1).split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try Self.decoded(parts[0], "the query")
            let value = parts.count > 1 ? parts[1].replacing("+", with: "%20") : ""
            query.append(Item(name: name, value: try Self.decoded(value[...], "the query")))
        }
        self.query = query
    }

    /// Returns a text with its percent signs resolved.
    ///
    /// - Throws: ``ServiceProblem`` if there are no two digits behind one, or if the bytes are no text.
    private static func decoded(
        _ text: Substring, _ place: String
    ) throws(ServiceProblem) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit),
                let low = rest.popFirst().flatMap(digit)
            else { throw ServiceProblem(.badRequest, "\(place) has a '%' without two digits") }
            bytes.append(high << 4 | low)
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw ServiceProblem(.badRequest, "\(place) isn't UTF-8")
        }
        return decoded
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }
}
