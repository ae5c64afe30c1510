import MartletEngine

/// Where a value is found for an element: `weight_*`, `object_*->field`, or `#` for the element
/// itself.
struct SortPattern {
    private let isElement: Bool
    private let prefix: [UInt8]
    /// What follows the asterisk in the key; nil if there is none.
    private let suffix: [UInt8]?
    /// The field of the hash at the key.
    private let field: [UInt8]?

    /// As in Redis, a zero byte ends where the asterisk and the arrow are looked for.
    init(_ pattern: Span<UInt8>) {
        let bytes = [UInt8](pattern)
        let textCount = pattern.prefixOfText(.max).count
        isElement = textCount == 1 && bytes[0] == UInt8(ascii: "#")
        guard let star = bytes[..<textCount].firstIndex(of: UInt8(ascii: "*")) else {
            (prefix, suffix, field) = (bytes, nil, nil)
            return
        }
        prefix = Array(bytes[..<star])
        let arrow = Self.arrow(in: bytes[..<textCount], from: star + 1)
        if let arrow, arrow + 2 < textCount {
            suffix = Array(bytes[(star + 1)..<arrow])
            field = Array(bytes[(arrow + 2)...])
        } else {
            suffix = Array(bytes[(star + 1)...])
            field = nil
        }
    }

    private static func arrow(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        for i in start..<max(start, bytes.endIndex - 1)
        where bytes[i] == UInt8(ascii: "-") && bytes[i + 1] == UInt8(ascii: ">") {
            return i
        }
        return nil
    }

    /// Whether it finds the same for all elements: nothing.
    var isConstant: Bool { suffix == nil }

    /// Returns the value for an element, or nil if there is none.
    func value(for element: [UInt8], in keyspace: inout Keyspace) -> [UInt8]? {
        if isElement { return element }
        guard let suffix else { return nil }
        let key = prefix + element + suffix
        guard let entry = keyspace.entry(at: key.span, .read) else { return nil }
        guard let field else {
            guard let string = entry.string else { return nil }
            return string.withBytes { bytes in [UInt8](bytes) }
        }
        guard let hash = entry.object(as: HashObject.self) else { return nil }
        return hash.withValue(of: field.span) { value in
            value?.withBytes { bytes in [UInt8](bytes) }
        }
    }
}
