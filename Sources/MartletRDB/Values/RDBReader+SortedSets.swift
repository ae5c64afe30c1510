import MartletEngine

extension RDBReader {
    /// Takes a sorted set whose members and scores stand one after the other, in any order.
    @_lifetime(self: copy self)
    mutating func sortedSet(
        _ context: RDBContext, scoresAreText: Bool
    ) throws(ReplyError) -> SortedSetObject {
        let count = try length()
        guard count > 0 else { throw .badDataFormat }
        let layout = context.sortedSetLayout
        let set = SortedSetObject(table: ScoreTable(seed: layout.seed))
        for _ in 0..<count {
            let member = try blob()
            let score = try scoresAreText ? textScore() : Double(bitPattern: word(UInt64.self))
            guard !score.isNaN else { throw .badDataFormat }
            try set.update(member.span, layout) { (old) throws(ReplyError) in
                guard old == nil else { throw .badDataFormat }
                return score
            }
        }
        set.pack(layout)
        return set
    }

    /// Takes a number as its text, with the length in front; three lengths stand for what has none.
    @_lifetime(self: copy self)
    private mutating func textScore() throws(ReplyError) -> Double {
        let count = try byte()
        switch count {
        case 255: return -.infinity
        case 254: return .infinity
        case 253: return .nan
        default:
            guard let score = try take(Int(count)).parseDouble() else { throw .badDataFormat }
            return score
        }
    }

    /// Takes a sorted set as it is kept while it is small.
    @_lifetime(self: copy self)
    mutating func packedSortedSet(_ context: RDBContext) throws(ReplyError) -> SortedSetObject {
        try Self.sortedSet(try packedList(), context)
    }

    /// Takes a sorted set of one ziplist.
    @_lifetime(self: copy self)
    mutating func sortedSetOfZiplist(_ context: RDBContext) throws(ReplyError) -> SortedSetObject {
        let pairs = try string { (bytes) throws(ReplyError) in try Ziplist.packed(bytes) }
        return try Self.sortedSet(pairs, context)
    }

    /// Returns a sorted set of packed members and scores, unless these are no scores or out of order.
    private static func sortedSet(
        _ pairs: consuming PackedList, _ context: RDBContext
    ) throws(ReplyError) -> SortedSetObject {
        let layout = context.sortedSetLayout
        guard pairs.hasDistinctPairs(seed: layout.seed), pairs.isInOrderOfScores else {
            throw .badDataFormat
        }
        let set = SortedSetObject(packed: pairs)
        if set.count > layout.mostElements { set.makeTable(seed: layout.seed) }
        return set
    }
}

extension PackedList {
    /// Whether every second element is a score, no lower than the one before, and members of the same
    /// score are in order.
    fileprivate var isInOrderOfScores: Bool {
        var previous: (member: PackedPosition, score: Double)?
        var position = first
        while let member = position, let scorePosition = self.position(after: member) {
            guard let score = element(at: scorePosition).checkedScore else { return false }
            if let previous {
                guard previous.score <= score else { return false }
                if previous.score == score, !precedes(previous.member, member) { return false }
            }
            previous = (member, score)
            position = self.position(after: scorePosition)
        }
        return true
    }

    private func precedes(_ first: PackedPosition, _ second: PackedPosition) -> Bool {
        element(at: first).withBytes { first in
            element(at: second).withBytes { second in first.precedes(second) }
        }
    }
}

extension PackedElement {
    /// The number that the element is, if it may be a score.
    fileprivate var checkedScore: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .bytes(let bytes): bytes.parseDouble().flatMap { $0.isNaN ? nil : $0 }
        }
    }
}
