/// A raw reply taken apart, without losing how anything was written.
package struct ReplyNode: Equatable {
    /// The first byte: `+`, `$`, `*`, …
    package var type: UInt8
    /// The rest of the first line.
    package var header: [UInt8]
    /// What follows the first line of a bulk or verbatim string.
    package var body: [UInt8]?
    package var children: [ReplyNode] = []

    /// Takes one whole reply apart.
    package init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        self.init(&rest, depth: 0)
        guard rest.isEmpty else { return nil }
    }

    /// Takes replies apart that follow each other; nil where the bytes are something else.
    package static func all(_ bytes: [UInt8]) -> [ReplyNode]? {
        var rest = bytes[...]
        var nodes: [ReplyNode] = []
        while !rest.isEmpty {
            guard let node = ReplyNode(&rest, depth: 0) else { return nil }
            nodes.append(node)
        }
        return nodes
    }

    private init?(_ rest: inout ArraySlice<UInt8>, depth: Int) {
        guard depth < 200, let first = rest.first,
            let end = rest.firstIndex(of: UInt8(ascii: "\n")), end > rest.startIndex,
            rest[end - 1] == UInt8(ascii: "\r")
        else { return nil }
        type = first
        header = Array(rest[(rest.startIndex + 1)..<(end - 1)])
        rest = rest[(end + 1)...]
        guard let length = Self.length(type: type, header: header), length >= 0 else { return }
        if type == UInt8(ascii: "$") || type == UInt8(ascii: "=") {
            guard rest.count >= length + 2 else { return nil }
            body = Array(rest.prefix(length))
            rest = rest.dropFirst(length + 2)
            return
        }
        for _ in 0..<length {
            guard let child = ReplyNode(&rest, depth: depth + 1) else { return nil }
            children.append(child)
        }
    }

    /// The length of a string, or the number of children of a collection; nil for other types.
    private static func length(type: UInt8, header: [UInt8]) -> Int? {
        guard "$=*~>%|".utf8.contains(type) else { return nil }
        guard let count = Int(String(decoding: header, as: UTF8.self)) else { return nil }
        return switch type {
        case UInt8(ascii: "%"): count * 2
        // Attributes stand before the reply that they speak of.
        case UInt8(ascii: "|"): count * 2 + 1
        default: count
        }
    }

    /// Whether the children are keys and values in turn.
    package var isMap: Bool { type == UInt8(ascii: "%") }

    package var isCollection: Bool { "*~>%|".utf8.contains(type) && header != Array("-1".utf8) }

    /// The bytes of a string, or the text of a value on one line.
    package var payload: [UInt8] { body ?? header }

    package var text: String { String(decoding: payload, as: UTF8.self) }

    package var integer: Int64? {
        type == UInt8(ascii: ":") ? Int64(text) : nil
    }

    /// The reply as it was sent.
    package var serialized: [UInt8] {
        var bytes = [type] + header + Array("\r\n".utf8)
        if let body { bytes += body + Array("\r\n".utf8) }
        for child in children { bytes += child.serialized }
        return bytes
    }

    /// The reply with the elements of all collections in the order of their bytes.
    package func sorted(pairs arePairs: Bool) -> ReplyNode {
        var copy = self
        copy.children = children.map { $0.sorted(pairs: arePairs) }
        // Elements that are pairs themselves are not paired again.
        let isFlatMap =
            arePairs && type == UInt8(ascii: "*") && children.count % 2 == 0
            && !children.allSatisfy(\.isCollection)
        let width = isMap || isFlatMap ? 2 : 1
        guard type != UInt8(ascii: "|") else { return copy }
        let groups = stride(from: 0, to: copy.children.count, by: width).map {
            Array(copy.children[$0..<($0 + width)])
        }
        copy.children = groups.sorted { one, other in
            one.flatMap(\.serialized).lexicographicallyPrecedes(other.flatMap(\.serialized))
        }.flatMap(\.self)
        return copy
    }

    /// The strings, numbers and other values without children, from left to right.
    var leaves: [ReplyNode] {
        isCollection ? children.flatMap(\.leaves) : [self]
    }

    /// Whether another reply has the same types and numbers of elements.
    package func hasShape(of other: ReplyNode) -> Bool {
        type == other.type && isCollection == other.isCollection
            && (body == nil) == (other.body == nil)
            && children.count == other.children.count
            && zip(children, other.children).allSatisfy { $0.hasShape(of: $1) }
    }
}
