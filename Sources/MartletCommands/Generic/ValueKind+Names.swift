import MartletEngine

extension ValueKind {
    /// What TYPE calls the value.
    var typeName: StaticString {
        switch self {
        case .bytes, .integer, .blob: "string"
        case .list: "list"
        case .hash: "hash"
        case .set: "set"
        case .sortedSet: "zset"
        case .stream: "stream"
        }
    }

    /// Returns whether TYPE calls the value so, in either case of letters.
    func isType(_ name: Span<UInt8>) -> Bool {
        switch self {
        case .bytes, .integer, .blob: name.isKeyword("STRING")
        case .list: name.isKeyword("LIST")
        case .hash: name.isKeyword("HASH")
        case .set: name.isKeyword("SET")
        case .sortedSet: name.isKeyword("ZSET")
        case .stream: name.isKeyword("STREAM")
        }
    }
}
