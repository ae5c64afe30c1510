/// Sorted sets.
extension RedisCommand {
    /// ZADD: adds members with their scores, or changes the scores of those that are there.
    public static func zadd(_ key: String, _ members: [ScoredMember]) -> RedisCommand {
        var command = RedisCommand("ZADD", key)
        for member in members { command.append(member.score, member.bytes) }
        return command
    }

    /// ZADD: adds a member with its score, or changes its score.
    public static func zadd(_ key: String, _ member: String, score: Double) -> RedisCommand {
        RedisCommand("ZADD", key, score, member)
    }

    /// ZREM: removes members.
    public static func zrem(_ key: String, _ members: any RedisArgument...) -> RedisCommand {
        RedisCommand("ZREM", with: [key] + members)
    }

    /// ZINCRBY: adds to the score of a member.
    public static func zincr(_ key: String, _ member: String, by amount: Double) -> RedisCommand {
        RedisCommand("ZINCRBY", key, amount, member)
    }

    /// ZREMRANGEBYSCORE: removes the members whose scores are between two bounds.
    public static func zremrangebyscore(
        _ key: String, from lower: ScoreBound = .min, to upper: ScoreBound = .max
    ) -> RedisCommand {
        RedisCommand("ZREMRANGEBYSCORE", key, lower.text, upper.text)
    }

    /// ZREMRANGEBYRANK: removes the members from one rank to another, both included.
    public static func zremrangebyrank(
        _ key: String, _ start: Int, _ stop: Int
    ) -> RedisCommand {
        RedisCommand("ZREMRANGEBYRANK", key, start, stop)
    }
}

/// Where a range of scores begins or ends.
public enum ScoreBound: Hashable, Sendable {
    /// At a score, which belongs to the range.
    case including(Double)
    /// At a score, which does not belong to the range.
    case excluding(Double)

    /// Before all scores.
    public static let min = ScoreBound.including(-.infinity)
    /// Behind all scores.
    public static let max = ScoreBound.including(.infinity)

    var text: String {
        switch self {
        case .including(let score): "\(score)"
        case .excluding(let score): "(\(score)"
        }
    }
}

/// Sorted sets.
extension RedisCommandRunner {
    /// Adds members with their scores, or changes the scores of those that are there; returns how
    /// many are new.
    @discardableResult
    public func zadd(_ key: String, _ members: [ScoredMember]) async throws -> Int {
        guard !members.isEmpty else { return 0 }
        return try await reply(to: .zadd(key, members)).integer()
    }

    /// Adds a member with its score, or changes its score; returns whether it is new.
    @discardableResult
    public func zadd(_ key: String, _ member: String, score: Double) async throws -> Bool {
        try await reply(to: .zadd(key, member, score: score)).integer() == 1
    }

    /// Removes members; returns how many there were.
    @discardableResult
    public func zrem(_ key: String, _ members: any RedisArgument...) async throws -> Int {
        try await reply(to: RedisCommand("ZREM", with: [key] + members)).integer()
    }

    /// Adds to the score of a member, which begins at 0, and returns the sum.
    @discardableResult
    public func zincr(_ key: String, _ member: String, by amount: Double) async throws -> Double {
        try await reply(to: .zincr(key, member, by: amount)).number()
    }

    /// Returns the number of members, 0 if there is no sorted set.
    public func zcard(_ key: String) async throws -> Int {
        try await reply(to: RedisCommand("ZCARD", key)).integer()
    }

    /// Returns the number of members whose scores are between two bounds.
    public func zcount(
        _ key: String, from lower: ScoreBound = .min, to upper: ScoreBound = .max
    ) async throws -> Int {
        try await reply(to: RedisCommand("ZCOUNT", key, lower.text, upper.text)).integer()
    }

    /// Returns the score of a member, nil if there is none.
    public func zscore(_ key: String, _ member: some RedisArgument) async throws -> Double? {
        let reply = try await reply(to: RedisCommand("ZSCORE", key, member)).get()
        return reply.isNull ? nil : try reply.number()
    }

    /// Returns how many members are before a member, nil if it isn't there.
    public func zrank(_ key: String, _ member: some RedisArgument) async throws -> Int? {
        let reply = try await reply(to: RedisCommand("ZRANK", key, member)).get()
        return reply.isNull ? nil : try reply.integer()
    }

    /// Returns the members from one rank to another, both included, with their scores; negative ranks
    /// count from the end.
    public func zrange(
        _ key: String, _ start: Int = 0, _ stop: Int = -1, reversed: Bool = false
    ) async throws -> [ScoredMember] {
        var command = RedisCommand("ZRANGE", key, start, stop)
        if reversed { command.append("REV") }
        command.append("WITHSCORES")
        return try await scoredMembers(command)
    }

    /// Returns the members whose scores are between two bounds, with their scores, the lowest first.
    ///
    /// - Parameters:
    ///   - offset: How many members to leave out.
    ///   - count: How many members at most; all if nil.
    public func zrangebyscore(
        _ key: String, from lower: ScoreBound = .min, to upper: ScoreBound = .max, offset: Int = 0,
        count: Int? = nil
    ) async throws -> [ScoredMember] {
        var command = RedisCommand("ZRANGEBYSCORE", key, lower.text, upper.text, "WITHSCORES")
        if offset > 0 || count != nil { command.append("LIMIT", offset, count ?? -1) }
        return try await scoredMembers(command)
    }

    /// Removes the members whose scores are between two bounds; returns how many there were.
    @discardableResult
    public func zremrangebyscore(
        _ key: String, from lower: ScoreBound = .min, to upper: ScoreBound = .max
    ) async throws -> Int {
        try await reply(to: .zremrangebyscore(key, from: lower, to: upper)).integer()
    }

    /// Removes the members with the lowest scores, up to `count`, and returns them.
    public func zpopmin(_ key: String, count: Int = 1) async throws -> [ScoredMember] {
        try await scoredMembers(RedisCommand("ZPOPMIN", key, count))
    }

    private func scoredMembers(_ command: RedisCommand) async throws -> [ScoredMember] {
        let elements = try await reply(to: command).list()
        // RESP3 puts each pair into an array of its own.
        let flat = elements.flatMap { $0.elements ?? [$0] }
        return try stride(from: 0, to: flat.count - 1, by: 2).map { index in
            let bytes = try flat[index].optionalBytes() ?? []
            return ScoredMember(bytes: bytes, score: try flat[index + 1].number())
        }
    }
}
