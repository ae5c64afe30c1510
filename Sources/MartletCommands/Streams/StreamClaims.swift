import MartletEngine

extension StreamCommands {
    static let claims: [CommandSpec] = [
        CommandSpec(.xclaim, summary: "Gives pending entries to a consumer.", run: xclaim),
        CommandSpec(
            .xautoclaim, summary: "Gives entries that were pending for long to a consumer.",
            run: xautoclaim),
    ]

    /// Replies with the entries that the consumer has now, or their ids.
    static func xclaim(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        guard let stream = try call.stream(at: key, .read),
            let group = stream.groups[arguments[2]]
        else { throw .noGroup(arguments[2], at: key) }
        let now = call.clock.wallMilliseconds
        let request = try ClaimRequest(arguments, now: now)
        var isMoved = false
        if request.lastID > group.lastID {
            group.lastID = request.lastID
            isMoved = true
        }
        var claim = Claim(
            stream: stream, group: group, consumerName: arguments[3], key: key,
            leastIdle: request.leastIdle, now: now)
        call.tellOwn(in: &reply, at: reply.place)
        let place = reply.place
        var written = 0
        for id in request.ids {
            let outcome = claim.take(id, isForced: request.isForced, &call) { entry in
                request.update(&entry)
            }
            switch outcome {
            case .taken:
                claim.write(id, onlyID: request.wantsOnlyIDs, to: &reply)
                written += 1
                isMoved = false
            case .gone: isMoved = false
            case .left: break
            }
        }
        if isMoved { call.didCount(1) }
        call.tellOwn(in: &reply, at: place)
        reply.finishArray(at: place, count: written)
    }

    /// Replies with where to go on, the entries that the consumer has now, or their ids, and the ids
    /// of entries that are there no more.
    static func xautoclaim(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        // Redis looks the key up before it reads what it is told, so a miss is told in any case.
        _ = call.keyspace.entry(at: key, .read)
        let request = try AutoclaimRequest(arguments)
        guard let stream = try call.stream(at: key, .peek),
            let group = stream.groups[arguments[2]]
        else { throw .noGroup(arguments[2], at: key) }
        try request.checkLimit()
        let now = call.clock.wallMilliseconds
        var claim = Claim(
            stream: stream, group: group, consumerName: arguments[3], key: key,
            leastIdle: request.leastIdle, now: now)
        var attempts = request.limit.multipliedReportingOverflow(by: 10).partialValue
        var (left, written) = (request.limit, 0)
        var gone: [StreamID] = []
        var next = group.firstPending(from: request.first)
        let onlyIDs = request.wantsOnlyIDs
        var entries = ReplyWriter(version: reply.version, capacity: 256)
        while let id = next, attempts != 0, left > 0 {
            attempts -= 1
            let outcome = claim.take(id, isForced: false, &call) { entry in
                entry.deliveredAt = now
                if !onlyIDs { entry.deliveryCount &+= 1 }
            }
            switch outcome {
            case .taken:
                claim.write(id, onlyID: onlyIDs, to: &entries)
                written += 1
                left -= 1
            case .gone:
                gone.append(id)
                left -= 1
            case .left: break
            }
            next = id.next.flatMap { group.firstPending(from: $0) }
        }
        reply.array(3)
        reply.bulk(next ?? .zero)
        reply.array(written)
        call.tellOwn(in: &reply, at: reply.place)
        reply.append(entries)
        reply.array(gone.count)
        for id in gone { reply.bulk(id) }
    }
}

/// Gives pending entries to one consumer.
private struct Claim: ~Escapable {
    enum Outcome {
        case taken
        /// The entry isn't in the stream any more, and not pending either.
        case gone
        case left
    }

    let stream: StreamObject
    let group: ConsumerGroup
    let consumerName: Span<UInt8>
    let key: Span<UInt8>
    /// For how many milliseconds an entry has to be pending.
    let leastIdle: Int
    let now: Int
    private var consumer: StreamConsumer?

    @_lifetime(copy consumerName, copy key)
    init(
        stream: StreamObject, group: ConsumerGroup, consumerName: Span<UInt8>, key: Span<UInt8>,
        leastIdle: Int, now: Int
    ) {
        self.stream = stream
        self.group = group
        self.consumerName = consumerName
        self.key = key
        self.leastIdle = leastIdle
        self.now = now
    }

    /// Gives an entry to the consumer, which is made with the first one. If it isn't pending, it has to
    /// be forced.
    @_lifetime(self: copy self)
    mutating func take(
        _ id: StreamID, isForced: Bool, _ call: inout CommandCall,
        _ update: (inout PendingEntry) -> Void
    ) -> Outcome {
        let old = group[id]
        guard stream.log.contains(id) else {
            guard old != nil else { return .left }
            _ = group.acknowledge(id)
            call.didCount(1)
            return .gone
        }
        if let old {
            guard leastIdle == 0 || old.idleMilliseconds(now) >= leastIdle else { return .left }
        } else if !isForced {
            return .left
        }
        let consumer = self.consumer ?? call.consumer(consumerName, of: group, at: key)
        self.consumer = consumer
        var entry = old ?? PendingEntry(consumer, deliveredAt: now)
        entry.consumer = consumer
        update(&entry)
        group[id] = entry
        call.didCount(1)
        return .taken
    }

    func write(_ id: StreamID, onlyID: Bool, to reply: inout ReplyWriter) {
        if onlyID { reply.bulk(id) } else { _ = stream.write(id, to: &reply) }
    }
}
