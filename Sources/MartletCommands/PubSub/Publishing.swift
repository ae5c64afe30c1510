import MartletEngine

extension PubSubCommands {
    static let publishing: [CommandSpec] = [
        CommandSpec(.publish, summary: "Sends a message to a channel.", run: publish),
        CommandSpec(.spublish, summary: "Sends a message to a shard channel.", run: spublish),
    ]

    /// Replies with the number of subscriptions that the message goes to: a client that is subscribed
    /// to the channel and to a pattern gets it twice.
    static func publish(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let blob = call.largeArgument(at: 2)
        reply.integer(call.publish(arguments[2], blob, to: arguments[1]))
    }

    /// Replies with the number of subscribers.
    static func spublish(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let blob = call.largeArgument(at: 2)
        reply.integer(call.publishToShard(arguments[2], blob, to: arguments[1]))
    }
}
