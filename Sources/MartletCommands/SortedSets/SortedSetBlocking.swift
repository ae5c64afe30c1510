import MartletEngine

extension SortedSetCommands {
    static let blocking: [CommandSpec] = [
        CommandSpec(
            .bzpopmin, summary: "Removes the member with the lowest score, or waits for one.",
            run: { (arguments, call, reply) throws(ReplyError) in
                try popOrBlock(from: .least, arguments, &call, &reply)
            },
            serve: { (key, _, call, reply) throws(ReplyError) in
                try servePop(from: .least, key, &call, &reply)
            }),
        CommandSpec(
            .bzpopmax, summary: "Removes the member with the highest score, or waits for one.",
            run: { (arguments, call, reply) throws(ReplyError) in
                try popOrBlock(from: .greatest, arguments, &call, &reply)
            },
            serve: { (key, _, call, reply) throws(ReplyError) in
                try servePop(from: .greatest, key, &call, &reply)
            }),
        CommandSpec(
            .bzmpop, summary: "Removes members from one of several sorted sets, or waits for some.",
            run: bzmpop, serve: serveBzmpop),
    ]

    /// Replies with the key, the member and its score, null when the time is over.
    private static func popOrBlock(
        from end: SortedSetPop.End, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let keys = 1..<arguments.count - 1
        let timeout = try BlockingTimeout(seconds: arguments[keys.upperBound])
        for index in keys {
            if try servePop(from: end, arguments[index], &call, &reply) { return }
        }
        guard call.canBlock else { return reply.nullArray() }
        call.block(arguments, on: keys, until: .sortedSet, timeout: timeout)
    }

    private static func servePop(
        from end: SortedSetPop.End, _ key: Span<UInt8>, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) -> Bool {
        guard let set: SortedSetObject = try call.keyspace.object(at: key, .write) else {
            return false
        }
        SortedSetPop(end: end, count: 1, shape: .keyAndFlat).run(on: set, at: key, &call, &reply)
        return true
    }

    /// Replies with the key and its members with scores, null when the time is over.
    private static func bzmpop(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try PopRequest(arguments, from: 2)
        let timeout = try BlockingTimeout(seconds: arguments[1])
        for index in request.keys {
            if try serveBzmpop(arguments[index], arguments, &call, &reply) { return }
        }
        guard call.canBlock else { return reply.nullArray() }
        call.block(arguments, on: request.keys, until: .sortedSet, timeout: timeout)
    }

    private static func serveBzmpop(
        _ key: Span<UInt8>, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) -> Bool {
        guard let set: SortedSetObject = try call.keyspace.object(at: key, .write) else {
            return false
        }
        let request = try PopRequest(arguments, from: 2)
        let pop = SortedSetPop(end: request.end, count: request.count, shape: .keyAndNested)
        pop.run(on: set, at: key, &call, &reply)
        return true
    }
}
