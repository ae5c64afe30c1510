import MartletEngine

extension RDBWriter {
    /// The marks of a list's nodes.
    enum NodeMark {
        static let plain = 1
        static let packed = 2
    }

    /// Appends a value, its type first.
    mutating func append(value entry: borrowing Entry) {
        switch entry.kind {
        case .bytes, .integer, .blob:
            append(RDBType.string)
            entry.string?.withBytes { bytes in append(string: bytes) }
        case .list:
            if let list = entry.object(as: ListObject.self) { append(list) }
        case .set:
            if let set = entry.object(as: SetObject.self) { append(set) }
        case .hash:
            if let hash = entry.object(as: HashObject.self) { append(hash) }
        case .sortedSet:
            if let set = entry.object(as: SortedSetObject.self) { append(set) }
        case .stream:
            if let stream = entry.object(as: StreamObject.self) { append(stream) }
        }
    }

    private mutating func append(_ list: ListObject) {
        append(RDBType.quicklist)
        append(length: list.elements.nodeCount)
        list.elements.forEachNode { (bytes: Span<UInt8>, isPlain) in
            append(length: isPlain ? NodeMark.plain : NodeMark.packed)
            append(string: bytes)
        }
    }

    private mutating func append(_ set: SetObject) {
        guard !set.isIntegers else {
            append(RDBType.setIntegers)
            _ = set.withIntegers { integers in append(string: integers.bytes) }
            return
        }
        append(RDBType.set)
        append(length: set.count)
        set.forEach { member in
            member.withBytes { bytes in append(string: bytes) }
            return true
        }
    }

    private mutating func append(_ hash: HashObject) {
        guard !hash.isPacked else {
            append(RDBType.hashListpack)
            _ = hash.withPacked { pairs in append(string: pairs.bytes) }
            return
        }
        append(RDBType.hash)
        append(length: hash.count)
        hash.forEach { field, value in
            field.withBytes { bytes in append(string: bytes) }
            value.withBytes { bytes in append(string: bytes) }
            return true
        }
    }

    /// A large one goes from the greatest score down, so that each element is put in front of those
    /// that are read before.
    private mutating func append(_ set: SortedSetObject) {
        guard !set.isPacked else {
            append(RDBType.sortedSetListpack)
            _ = set.withPacked { pairs in append(string: pairs.bytes) }
            return
        }
        append(RDBType.sortedSet)
        append(length: set.count)
        set.forEach(in: 0..<set.count, reversed: true) { member, score in
            member.withBytes { bytes in append(string: bytes) }
            append(word: score.bitPattern)
        }
    }
}
