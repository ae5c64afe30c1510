import MartletEngine

/// Sorted sets.
extension CommandRunner {
    /// Gives members of a sorted set scores; returns how many were not there. The set begins empty.
    ///
    ///     try server.zadd("scores", ["ada": 7, "grace": 9.5])
    ///
    /// - Throws: ``MartletError``, such as for a score that is no number.
    @discardableResult
    public func zadd(
        _ key: String, _ members: KeyValuePairs<String, Double>
    ) throws(MartletError) -> Int {
        guard !members.isEmpty else { return 0 }
        return try session.integer { list in
            list.append("ZADD", key)
            for (member, score) in members { list.append(String(score), member) }
        }
    }

    /// Adds to the score of a member, which begins at 0, and returns the sum.
    ///
    /// - Throws: ``MartletError`` if the sum is no number.
    @discardableResult
    public func zincrby(
        _ key: String, _ amount: Double, _ member: String
    ) throws(MartletError) -> Double {
        let reply = try session.reply { list in
            list.append("ZINCRBY", key, String(amount), member)
        }.orError()
        return reply.score ?? 0
    }

    /// Removes members of a sorted set; returns how many there were.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func zrem(_ key: String, _ members: String...) throws(MartletError) -> Int {
        try session.count("ZREM", in: key, members)
    }

    /// Returns the number of members of a sorted set, 0 if there is none.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func zcard(_ key: String) throws(MartletError) -> Int {
        try session.integer("ZCARD", key.utf8.span)
    }

    /// Returns the score of a member, nil if it isn't there.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func zscore(_ key: String, _ member: String) throws(MartletError) -> Double? {
        try session.reply { list in list.append("ZSCORE", key, member) }.orError().score
    }

    /// Returns how many members have lower scores than one, or the same and come before it; nil if it
    /// isn't there. Counts those with higher scores if reversed.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func zrank(
        _ key: String, _ member: String, reversed: Bool = false
    ) throws(MartletError) -> Int? {
        let reply = try session.reply { list in
            list.append(reversed ? "ZREVRANK" : "ZRANK", key, member)
        }.orError()
        guard case .integer(let rank) = reply else { return nil }
        return Int(rank)
    }

    /// Counts the members whose scores are within a range.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func zcount(
        _ key: String, _ scores: ClosedRange<Double>
    ) throws(MartletError) -> Int {
        try session.integer { list in
            list.append("ZCOUNT", key, String(scores.lowerBound), String(scores.upperBound))
        }
    }

    /// Returns members and their scores from one rank through another, in order of the scores.
    /// Negative ranks count from the last member; all count from it if reversed.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func zrange(
        _ key: String, from first: Int = 0, through last: Int = -1, reversed: Bool = false
    ) throws(MartletError) -> [ScoredMember] {
        try scoredMembers { list in
            list.append("ZRANGE", key, String(first), String(last))
            if reversed { list.append("REV") }
            list.append("WITHSCORES")
        }
    }

    /// Returns the members whose scores are within a range, and their scores, in order of the scores.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func zrange(
        _ key: String, scores: ClosedRange<Double>, reversed: Bool = false
    ) throws(MartletError) -> [ScoredMember] {
        try scoredMembers { list in
            let (least, most) = (String(scores.lowerBound), String(scores.upperBound))
            list.append("ZRANGE", key, reversed ? most : least, reversed ? least : most)
            list.append("BYSCORE", "WITHSCORES")
            if reversed { list.append("REV") }
        }
    }

    /// Removes the members whose scores are within a range; returns how many there were.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func zremrangebyscore(
        _ key: String, _ scores: ClosedRange<Double>
    ) throws(MartletError) -> Int {
        try session.integer { list in
            list.append(
                "ZREMRANGEBYSCORE", key, String(scores.lowerBound), String(scores.upperBound))
        }
    }

    /// Removes the members with the lowest scores, up to `count`, and returns them.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func zpopmin(_ key: String, count: Int = 1) throws(MartletError) -> [ScoredMember] {
        try scoredMembers { list in list.append("ZPOPMIN", key, String(count)) }
    }

    /// Removes the members with the highest scores, up to `count`, and returns them.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func zpopmax(_ key: String, count: Int = 1) throws(MartletError) -> [ScoredMember] {
        try scoredMembers { list in list.append("ZPOPMAX", key, String(count)) }
    }

    private func scoredMembers(
        _ write: (inout ArgumentList) -> Void
    ) throws(MartletError) -> [ScoredMember] {
        let elements = try session.reply(write).orError().elements ?? []
        // RESP3 puts each pair into an array of its own.
        let flat = elements.flatMap { $0.elements ?? [$0] }
        return stride(from: 0, to: flat.count - 1, by: 2).compactMap { i in
            guard let member = flat[i].bytes, let score = flat[i + 1].score else { return nil }
            return ScoredMember(bytes: member, score: score)
        }
    }
}

/// A member of a sorted set with its score.
public struct ScoredMember: Hashable, Sendable {
    /// The member.
    public var bytes: [UInt8]
    /// By what it is ordered.
    public var score: Double

    /// Makes a member of bytes.
    public init(bytes: [UInt8], score: Double) {
        self.bytes = bytes
        self.score = score
    }

    /// Makes a member that is a text.
    public init(_ member: String, score: Double) {
        self.init(bytes: Array(member.utf8), score: score)
    }

    /// The member as text. Bytes that are not UTF-8 are replaced.
    public var member: String { String(decoding: bytes, as: UTF8.self) }
}

extension RESPValue {
    /// The floating-point number that the reply is: RESP2 has only texts for it.
    var score: Double? {
        if case .double(let score) = self { return score }
        return text.flatMap(Double.init)
    }
}
