import MartletEngine

extension RDBReader {
    /// Takes a hash whose fields and values stand one after the other.
    @_lifetime(self: copy self)
    mutating func hash(_ context: RDBContext) throws(ReplyError) -> HashObject {
        let count = try length()
        guard count > 0 else { throw .badDataFormat }
        let hash = HashObject()
        if count > context.hashLayout.mostFields { hash.convert(seed: context.hashLayout.seed) }
        for _ in 0..<count {
            let field = try blob()
            try string { (value) throws(ReplyError) in
                guard hash.set(field.span, value, context.hashLayout) else { throw .badDataFormat }
            }
        }
        return hash
    }

    /// Takes a hash as it is kept while it is small.
    @_lifetime(self: copy self)
    mutating func packedHash(_ context: RDBContext) throws(ReplyError) -> HashObject {
        try Self.hash(try packedList(), context)
    }

    /// Takes a hash of one ziplist.
    @_lifetime(self: copy self)
    mutating func hashOfZiplist(_ context: RDBContext) throws(ReplyError) -> HashObject {
        let pairs = try string { (bytes) throws(ReplyError) in try Ziplist.packed(bytes) }
        return try Self.hash(pairs, context)
    }

    /// Takes a hash of a zipmap.
    @_lifetime(self: copy self)
    mutating func hashOfZipmap(_ context: RDBContext) throws(ReplyError) -> HashObject {
        var longest = 0
        let pairs = try string { (bytes) throws(ReplyError) in
            var pairs = PackedList()
            try Zipmap.forEach(in: bytes) { field, value in
                longest = max(longest, field.count, value.count)
                pairs.append(field)
                pairs.append(value)
            }
            return pairs
        }
        let hash = try Self.hash(pairs, context)
        if longest > context.hashLayout.longestElement {
            hash.convert(seed: context.hashLayout.seed)
        }
        return hash
    }

    /// Returns a hash of packed fields and values, unless a field lacks its value or comes twice.
    private static func hash(
        _ pairs: consuming PackedList, _ context: RDBContext
    ) throws(ReplyError) -> HashObject {
        guard pairs.hasDistinctPairs(seed: context.hashLayout.seed) else { throw .badDataFormat }
        let hash = HashObject(pairs)
        if hash.count > context.hashLayout.mostFields {
            hash.convert(seed: context.hashLayout.seed)
        }
        return hash
    }
}

extension PackedList {
    /// Returns whether there are pairs of elements, each with another first element.
    borrowing func hasDistinctPairs(seed: HashSeed) -> Bool {
        var firsts = HashTable(seed: seed)
        var position = first
        guard position != nil else { return false }
        while let current = position {
            guard let second = self.position(after: current) else { return false }
            let isNew = element(at: current).withBytes { bytes in firsts.insert(bytes) }
            guard isNew else { return false }
            position = self.position(after: second)
        }
        return true
    }
}
