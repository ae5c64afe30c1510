import MartletEngine

extension GenericCommands {
    static let deadlines: [CommandSpec] = [
        CommandSpec(.ttl, summary: "Tells how many seconds a key still lives.", run: ttl),
        CommandSpec(.pttl, summary: "Tells how many milliseconds a key still lives.", run: pttl),
        CommandSpec(
            .expiretime, summary: "Tells the second until which a key lives.", run: expiretime),
        CommandSpec(
            .pexpiretime, summary: "Tells the millisecond until which a key lives.",
            run: pexpiretime),
    ]

    /// Replies with the seconds that are left, rounded; -1 without a deadline, -2 without the key.
    static func ttl(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let now = call.now
        tell(arguments, &call, &reply) { deadline in seconds(max(0, deadline - now)) }
    }

    /// Replies with the milliseconds that are left; -1 without a deadline, -2 without the key.
    static func pttl(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let now = call.now
        tell(arguments, &call, &reply) { deadline in max(0, deadline - now) }
    }

    /// Replies with the deadline's second, rounded; -1 without a deadline, -2 without the key.
    static func expiretime(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        tell(arguments, &call, &reply, seconds)
    }

    /// Replies with the deadline's millisecond; -1 without a deadline, -2 without the key.
    static func pexpiretime(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        tell(arguments, &call, &reply) { deadline in deadline }
    }

    /// Rounds to the nearest second. Half a second more may be beyond the largest integer.
    private static func seconds(_ milliseconds: Int) -> Int {
        Int((UInt(max(0, milliseconds)) + 500) / 1000)
    }

    private static func tell(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter,
        _ time: (Int) -> Int
    ) {
        switch call.keyspace.expiry(at: arguments[1]) {
        case .missing: reply.integer(-2)
        case .never: reply.integer(-1)
        case .at(let deadline): reply.integer(time(deadline))
        }
    }
}
