import MartletEngine

/// What the server's clock says.
enum TimeCommands {
    static let all: [CommandSpec] = [
        CommandSpec(.time, summary: "Tells the time of day.", run: time),
        CommandSpec(.lastsave, summary: "Tells when the data were last saved.", run: lastsave),
    ]

    /// Replies with the seconds since 1970 and the microseconds within the second.
    static func time(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        call.clock.sampleExactly()
        let (seconds, rest) = call.clock.wallMicroseconds.quotientAndRemainder(
            dividingBy: 1_000_000)
        reply.array(2)
        reply.bulk(seconds)
        reply.bulk(rest)
    }

    /// Replies with the second of the last save, which is the server's start as long as none was.
    static func lastsave(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.integer(call.savedAtSeconds)
    }
}
