import MartletEngine

extension RDBReader {
    /// Takes a set whose members stand one after the other, each once.
    @_lifetime(self: copy self)
    mutating func set(_ context: RDBContext) throws(ReplyError) -> SetObject {
        let count = try length()
        guard count > 0 else { throw .badDataFormat }
        let set = SetObject()
        for _ in 0..<count {
            try string { (member) throws(ReplyError) in
                guard set.insert(member, context.setLayout) else { throw .badDataFormat }
            }
        }
        return set
    }

    /// Takes a set of integers as it is kept.
    @_lifetime(self: copy self)
    mutating func integers(_ context: RDBContext) throws(ReplyError) -> SetObject {
        let integers = try string { (bytes) throws(ReplyError) in
            guard let integers = IntegerSet(validating: bytes) else { throw .badDataFormat }
            return integers
        }
        let count = integers.count
        let set = SetObject(integers)
        if count > context.setLayout.longestIntegers { set.convert(seed: context.setLayout.seed) }
        return set
    }
}
