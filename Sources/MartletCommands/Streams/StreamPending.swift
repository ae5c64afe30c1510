import MartletEngine

extension StreamCommands {
    static let pending: [CommandSpec] = [
        CommandSpec(.xack, summary: "Acknowledges entries that were read.", run: xack),
        CommandSpec(
            .xpending, summary: "Returns the entries that weren't acknowledged.", run: xpending),
    ]

    /// Replies with the number of entries that were pending.
    static func xack(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let stream = try call.stream(at: arguments[1], .read),
            let group = stream.groups[arguments[2]]
        else { return reply.integer(0) }
        var acknowledged = 0
        for id in try arguments.streamIDs(from: 3) where group.acknowledge(id) {
            acknowledged += 1
        }
        call.didCount(acknowledged)
        reply.integer(acknowledged)
    }

    /// Replies with the number of pending entries, the first, the last, and how many each consumer
    /// has; of a range, with the entries themselves.
    static func xpending(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try PendingRequest(arguments)
        guard let stream = try call.stream(at: arguments[1], .read),
            let group = stream.groups[arguments[2]]
        else { throw .noGroup(arguments[2], at: arguments[1]) }
        guard let request else { return summarize(group, &reply) }
        var consumer: StreamConsumer?
        if let index = request.consumerIndex {
            guard let found = group.consumers[arguments[index]] else { return reply.array(0) }
            consumer = found
        }
        list(group, of: consumer, request, now: call.clock.wallMilliseconds, &reply)
    }

    private static func summarize(_ group: ConsumerGroup, _ reply: inout ReplyWriter) {
        reply.array(4)
        reply.integer(group.pendingCount)
        guard let bounds = group.pendingBounds else {
            reply.null()
            reply.null()
            return reply.nullArray()
        }
        reply.bulk(bounds.first)
        reply.bulk(bounds.last)
        let consumers = group.consumers.all.filter { $0.pendingCount > 0 }
        reply.array(consumers.count)
        for consumer in consumers {
            reply.array(2)
            reply.bulk(consumer.name)
            reply.bulk(consumer.pendingCount)
        }
    }

    private static func list(
        _ group: ConsumerGroup, of consumer: StreamConsumer?, _ request: PendingRequest, now: Int,
        _ reply: inout ReplyWriter
    ) {
        let place = reply.place
        var written = 0
        group.forEachPending(of: consumer, from: request.range.first) { id, entry in
            guard written < request.limit, id <= request.range.last else { return false }
            let idle = entry.idleMilliseconds(now)
            guard request.leastIdle == 0 || idle >= request.leastIdle else { return true }
            reply.array(4)
            reply.bulk(id)
            reply.bulk(entry.consumer.name)
            reply.integer(max(0, idle))
            reply.integer(entry.deliveryCount)
            written += 1
            return true
        }
        reply.finishArray(at: place, count: written)
    }
}

/// Which pending entries XPENDING is to list.
private struct PendingRequest {
    let range: StreamRange
    let limit: Int
    /// For how many milliseconds they have to be pending.
    private(set) var leastIdle = 0
    /// The index of the only consumer's name.
    let consumerIndex: Int?

    /// Makes nil of a command that asks for no list.
    init?(_ arguments: Arguments) throws(ReplyError) {
        guard arguments.count != 3 else { return nil }
        guard (6...9).contains(arguments.count) else { throw .syntax }
        var start = 3
        if arguments[3].isKeyword("IDLE") {
            leastIdle = try arguments.integer(at: 4)
            guard arguments.count >= 8 else { throw .syntax }
            start = 5
        }
        limit = max(0, try arguments.integer(at: start + 2))
        range = try StreamRange(arguments, first: start, last: start + 1)
        consumerIndex = start + 3 < arguments.count ? start + 3 : nil
    }
}

extension ReplyWriter {
    /// Writes a name as a bulk string.
    mutating func bulk(_ name: [UInt8]) {
        bulk(name.span)
    }
}
