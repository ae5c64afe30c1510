import MartletEngine

/// The commands that begin and end subscriptions. Each reply is a message, as those that follow.
extension PubSubCommands {
    static let subscribing: [CommandSpec] = [
        CommandSpec(
            .subscribe, summary: "Listens for messages on channels.",
            run: { (arguments, call, reply) throws(ReplyError) in
                subscribe(arguments, .channel, "subscribe", &call, &reply)
            }),
        CommandSpec(
            .psubscribe, summary: "Listens for messages on the channels that patterns match.",
            run: { (arguments, call, reply) throws(ReplyError) in
                subscribe(arguments, .pattern, "psubscribe", &call, &reply)
            }),
        CommandSpec(
            .ssubscribe, summary: "Listens for messages on shard channels.",
            run: { (arguments, call, reply) throws(ReplyError) in
                guard call.nesting == nil else {
                    throw ReplyError("ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client")
                }
                subscribe(arguments, .shard, "ssubscribe", &call, &reply)
            }),
    ]

    static let unsubscribing: [CommandSpec] = [
        CommandSpec(
            .unsubscribe, summary: "Listens no more on channels.",
            run: { (arguments, call, reply) throws(ReplyError) in
                unsubscribe(arguments, .channel, "unsubscribe", &call, &reply)
            }),
        CommandSpec(
            .punsubscribe, summary: "Listens no more on the channels that patterns match.",
            run: { (arguments, call, reply) throws(ReplyError) in
                unsubscribe(arguments, .pattern, "punsubscribe", &call, &reply)
            }),
        CommandSpec(
            .sunsubscribe, summary: "Listens no more on shard channels.",
            run: { (arguments, call, reply) throws(ReplyError) in
                unsubscribe(arguments, .shard, "sunsubscribe", &call, &reply)
            }),
    ]

    /// Replies to each name with a message of its own: the name, and how many subscriptions there
    /// are then.
    private static func subscribe(
        _ arguments: Arguments, _ kind: SubscriptionKind, _ verb: StaticString,
        _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) {
        var names = arguments.cursor(from: 1)
        while let name = names.next() {
            call.subscribe(to: name, kind)
            call.confirm(verb, name, kind, &reply)
        }
    }

    /// Replies likewise. Without names all subscriptions of the kind end, in the order in which they
    /// began; if there is none, the reply is one message without a name.
    private static func unsubscribe(
        _ arguments: Arguments, _ kind: SubscriptionKind, _ verb: StaticString,
        _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) {
        guard arguments.count == 1 else {
            var names = arguments.cursor(from: 1)
            while let name = names.next() {
                call.unsubscribe(from: name, kind)
                call.confirm(verb, name, kind, &reply)
            }
            return
        }
        let names = call.client.subscriptions.names(of: kind)
        for name in names {
            call.unsubscribe(from: name.span, kind)
            call.confirm(verb, name.span, kind, &reply)
        }
        if names.isEmpty { call.confirm(verb, nil, kind, &reply) }
    }
}
