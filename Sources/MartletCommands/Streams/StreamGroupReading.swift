import MartletEngine

/// XREADGROUP: what a group has yet to read, or what a consumer has yet to acknowledge.
extension StreamCommands {
    /// Replies with the entries of each stream; null if no stream has any that is new.
    static func xreadgroup(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try ReadRequest(
            arguments, byGroup: true, inScript: call.nesting == .script)
        let groupIndex = request.groupIndex ?? 0
        let starts = try startsOfGroups(arguments, request, &call)
        var streams = reply.streams
        for index in 0..<request.streamCount {
            let key = arguments[request.keys.lowerBound + index]
            let found = try call.stream(at: key, .read)
            reply.tellOwn(between: &streams, &call)
            guard let stream = found, let group = stream.groups[arguments[groupIndex]]
            else { continue }
            let start = starts[index]
            guard start != .greatest || stream.log.lastEntryID > group.lastID else { continue }
            reply.nextStream(&streams, key)
            let consumer = call.consumer(arguments[groupIndex + 1], of: group, at: key)
            call.tellOwn(in: &reply, at: reply.place)
            if start == .greatest {
                call.deliver(stream, to: consumer, of: group, request, &reply)
            } else {
                call.deliverAgain(stream, to: consumer, of: group, after: start, request, &reply)
            }
            call.didCount(1)
        }
        guard streams.count == 0 else { return reply.finish(streams) }
        guard let timeout = request.timeout, call.canBlock else { return reply.nullArray() }
        call.block(
            arguments, on: request.keys, until: .stream, endsWithKey: true, timeout: timeout)
    }

    /// Returns the ids after which each stream is to be read. What is new is meant by the greatest
    /// one, as in Redis.
    private static func startsOfGroups(
        _ arguments: Arguments, _ request: ReadRequest, _ call: inout CommandCall
    ) throws(ReplyError) -> [StreamID] {
        let group = arguments[request.groupIndex ?? 0]
        var starts: [StreamID] = []
        for index in request.keys {
            guard let stream = try call.stream(at: arguments[index], .read),
                stream.groups[group] != nil
            else {
                throw .noGroup(
                    group, at: arguments[index], suffix: " in XREADGROUP with GROUP option")
            }
            let text = arguments[index + request.streamCount]
            if text.isKeyword("$") {
                throw ReplyError(
                    """
                    ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the \
                    history of this consumer by specifying a proper ID, or use the > ID to get new \
                    messages. The $ ID would just return an empty result set.
                    """)
            }
            starts.append(
                text.isKeyword(">")
                    ? .greatest : try arguments.streamID(at: index + request.streamCount))
        }
        return starts
    }

    /// Serves a client that waited for something new.
    static func serveXreadgroup(
        _ key: Span<UInt8>, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) -> Bool {
        guard let stream = try call.stream(at: key, .write) else { return false }
        let request = try ReadRequest(arguments, byGroup: true)
        let groupIndex = request.groupIndex ?? 0
        guard let group = stream.groups[arguments[groupIndex]] else { throw .groupIsGone }
        guard stream.log.lastID > group.lastID else { return false }
        var streams = reply.streams
        let consumer = call.consumer(arguments[groupIndex + 1], of: group, at: key)
        reply.nextStream(&streams, key)
        call.deliver(
            stream, to: consumer, of: group, request.limitedForWaiting, &reply)
        reply.finish(streams)
        return true
    }
}

extension CommandCall {
    /// Returns a consumer, which is made if there is none of the name. It was seen now.
    mutating func consumer(
        _ name: Span<UInt8>, of group: ConsumerGroup, at key: Span<UInt8>
    ) -> StreamConsumer {
        let now = clock.wallMilliseconds
        if let consumer = group.consumers[name] {
            consumer.seenAt = now
            return consumer
        }
        let consumer = group.makeConsumer(name, seenAt: now)
        didNotice(key, event: "xgroup-createconsumer")
        return consumer
    }

    /// Writes an array of the entries that a group has yet to read, which are the consumer's then.
    fileprivate mutating func deliver(
        _ stream: StreamObject, to consumer: StreamConsumer, of group: ConsumerGroup,
        _ request: ReadRequest, _ reply: inout ReplyWriter
    ) {
        let now = clock.wallMilliseconds
        let limit = request.limit ?? .max
        let place = reply.place
        var written = 0
        let first = group.lastID.next ?? .zero
        stream.log.forEach(from: first, through: .greatest) { entry in
            stream.noteRead(entry.id, by: group)
            reply.entry(entry)
            if !request.isAcknowledged {
                group[entry.id] = PendingEntry(consumer, deliveredAt: now)
            }
            written += 1
            return written < limit
        }
        reply.finishArray(at: place, count: written)
    }

    /// Writes an array of the entries after an id that a consumer has yet to acknowledge.
    fileprivate mutating func deliverAgain(
        _ stream: StreamObject, to consumer: StreamConsumer, of group: ConsumerGroup,
        after start: StreamID, _ request: ReadRequest, _ reply: inout ReplyWriter
    ) {
        let now = clock.wallMilliseconds
        let limit = request.limit ?? .max
        let place = reply.place
        var written = 0
        group.forEachPending(of: consumer, from: start.next ?? .zero) { id, entry in
            if stream.write(id, to: &reply) {
                var entry = entry
                entry.deliveredAt = now
                entry.deliveryCount &+= 1
                group[id] = entry
            } else {
                reply.array(2)
                reply.bulk(id)
                reply.nullArray()
            }
            written += 1
            return written < limit
        }
        reply.finishArray(at: place, count: written)
    }
}
