import MartletEngine

/// PUBSUB: who listens to what.
extension PubSubCommands {
    static let inspection: [CommandSpec] = [
        CommandSpec(
            .pubsub, summary: "Groups what tells of channels and their subscribers.",
            subcommands: [
                CommandSpec(
                    .pubsubChannels, summary: "Lists the channels that have subscribers.",
                    run: { (arguments, call, reply) throws(ReplyError) in
                        try listChannels(arguments, .channel, &call, &reply)
                    }),
                CommandSpec(
                    .pubsubNumsub, summary: "Counts the subscribers of channels.",
                    run: { (arguments, call, reply) throws(ReplyError) in
                        countSubscribers(arguments, .channel, &call, &reply)
                    }),
                CommandSpec(
                    .pubsubNumpat, summary: "Counts the patterns that have subscribers.",
                    run: pubsubNumpat),
                CommandSpec(
                    .pubsubShardchannels,
                    summary: "Lists the shard channels that have subscribers.",
                    run: { (arguments, call, reply) throws(ReplyError) in
                        try listChannels(arguments, .shard, &call, &reply)
                    }),
                CommandSpec(
                    .pubsubShardnumsub, summary: "Counts the subscribers of shard channels.",
                    run: { (arguments, call, reply) throws(ReplyError) in
                        countSubscribers(arguments, .shard, &call, &reply)
                    }),
                CommandSpec(.pubsubHelp, summary: "Shows what PUBSUB can do.", run: pubsubHelp),
            ])
    ]

    /// Replies with the channels, all or those that a pattern matches.
    private static func listChannels(
        _ arguments: Arguments, _ kind: SubscriptionKind, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count <= 3 else { throw .unknownPubsubSyntax(arguments[1]) }
        let place = reply.place
        var count = 0
        for name in call.subscriptions.names(of: kind) {
            guard arguments.count < 3 || Glob(arguments[2]).matches(name.span) else { continue }
            reply.bulk(name.span)
            count += 1
        }
        reply.finishArray(at: place, count: count)
    }

    /// Replies with each channel and the number of its subscribers, without those of patterns.
    private static func countSubscribers(
        _ arguments: Arguments, _ kind: SubscriptionKind, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) {
        reply.array((arguments.count - 2) * 2)
        var names = arguments.cursor(from: 2)
        while let name = names.next() {
            reply.bulk(name)
            reply.integer(call.subscriptions.subscriberCount(of: name, kind))
        }
    }

    /// Replies with the number of patterns, each counted once.
    static func pubsubNumpat(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.integer(call.subscriptions.count(of: .pattern))
    }

    /// Replies with a line or more about each subcommand.
    static func pubsubHelp(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.help(
            of: "PUBSUB",
            [
                "CHANNELS [<pattern>]",
                "    Lists the channels that have subscribers, all or those that match.",
                "NUMPAT",
                "    Counts the patterns that have subscribers.",
                "NUMSUB [<channel> ...]",
                "    Counts the subscribers of channels, without",
                "    those of patterns.",
                "SHARDCHANNELS [<pattern>]",
                "    Lists the shard channels that have subscribers, all or those that match.",
                "SHARDNUMSUB [<shardchannel> ...]",
                "    Counts the subscribers of shard channels.",
            ])
    }
}

extension ReplyError {
    /// A subcommand of PUBSUB that was given more than it takes.
    static func unknownPubsubSyntax(_ subcommand: Span<UInt8>) -> ReplyError {
        ReplyError(
            composing: Array("ERR unknown subcommand or wrong number of arguments for '".utf8)
                + [UInt8](subcommand.prefixOfText(128)) + Array("'. Try PUBSUB HELP.".utf8))
    }
}
