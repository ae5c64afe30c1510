import MartletEngine

extension Entry {
    /// Redis makes the integers below this once, and all keys share them.
    private static let sharedIntegerCount = 10_000
    /// What OBJECT ENCODING calls the way in which Redis would store the value.
    var encodingName: StaticString {
        switch kind {
        case .integer, .bytes, .blob: stringEncoding ?? "raw"
        case .list: "quicklist"
        case .hash, .set: "hashtable"
        case .sortedSet: "skiplist"
        case .stream: "stream"
        }
    }

    /// How many references to the value Redis would count.
    func referenceCount(sharesIntegers: Bool) -> Int {
        guard kind == .integer, sharesIntegers, !isRaw else { return 1 }
        return (0..<Self.sharedIntegerCount).contains(integer) ? Int(Int32.max) : 1
    }

    /// How many bytes the value takes in one of Redis's files, were it not compressed.
    var serializedLength: Int {
        switch kind {
        case .integer: Self.serializedLength(integer: integer)
        case .bytes, .blob: serializedStringLength
        default: 0
        }
    }

    private var serializedStringLength: Int {
        let count = bytes.count
        if count <= 11, let integer = bytes.parseInteger(), Int32(exactly: integer) != nil {
            return Self.serializedLength(integer: integer)
        }
        return count + (count < 64 ? 1 : count < 16_384 ? 2 : 5)
    }

    private static func serializedLength(integer: Int) -> Int {
        if Int8(exactly: integer) != nil { return 2 }
        if Int16(exactly: integer) != nil { return 3 }
        if Int32(exactly: integer) != nil { return 5 }
        return "\(integer)".utf8.count + 1
    }
}
