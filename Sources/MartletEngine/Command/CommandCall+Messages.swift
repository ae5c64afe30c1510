/// Messages that clients get unasked.
///
/// A message is written once, in the third protocol; in the second it is the same but for its first
/// byte.
extension CommandCall {
    /// Sends a message to those who are subscribed to a channel, and to those who are to a pattern
    /// that matches it; returns how many there are. `blob` is the message, if it lies in an object of
    /// its own.
    package mutating func publish(
        _ message: Span<UInt8>, _ blob: Blob? = nil, to name: Span<UInt8>,
        behindReply: Bool = false
    ) -> Int {
        guard !subscriptions.isEmpty else { return 0 }
        var count = 0
        if let channel = subscriptions.find(name, .channel) {
            frame.push(3)
            frame.bulk("message")
            count += sendFrame(to: channel, name, message, blob, behindReply: behindReply)
        }
        for pattern in subscriptions.orderedPatterns where pattern.matches(name) {
            let text = pattern.name
            frame.push(4)
            frame.bulk("pmessage")
            frame.bulk(text.span)
            count += sendFrame(to: pattern, name, message, blob, behindReply: behindReply)
        }
        return count
    }

    /// Sends a message to those who are subscribed to a shard channel; returns how many there are.
    package mutating func publishToShard(
        _ message: Span<UInt8>, _ blob: Blob? = nil, to name: Span<UInt8>
    ) -> Int {
        guard let channel = subscriptions.find(name, .shard) else { return 0 }
        frame.push(3)
        frame.bulk("smessage")
        return sendFrame(to: channel, name, message, blob)
    }

    /// Ends the message in `frame` and sends it to the subscribers.
    private mutating func sendFrame(
        to channel: Channel, _ name: Span<UInt8>, _ message: Span<UInt8>, _ blob: Blob?,
        behindReply: Bool = false
    ) -> Int {
        frame.bulk(name)
        if let blob { frame.bulk(blob) } else { frame.bulk(message) }
        var frame = ReplyWriter(version: .three, capacity: 0)
        swap(&frame, &self.frame)
        let members = channel.members
        for member in members { deliver(frame, to: member.client, behindReply: behindReply) }
        frame.removeAll(keepingAtMost: Self.idleFrameCapacity)
        swap(&frame, &self.frame)
        return members.count
    }

    /// What the empty `frame` keeps of its room.
    private static var idleFrameCapacity: Int { 16 * 1024 }
}

// MARK: - Delivery

extension CommandCall {
    /// Hands a message, which is written in the third protocol, to a client. If its own command runs,
    /// the message goes before the reply or behind it.
    mutating func deliver(
        _ message: borrowing ReplyWriter, to client: Client, behindReply: Bool = false
    ) {
        let isOwn = client === self.client && client.peer.origin != .inProcess
        guard !isOwn else {
            return behindReply && nesting != .script
                ? own.after.append(message: message, in: client.version)
                : own.before.append(message: message, in: client.version)
        }
        guard client.ending == nil else { return }
        client.outgoing.append(message: message, in: client.version)
        didAddMessage(to: client)
    }

    /// Makes a message that was added to what waits for a client reach it; or closes the client, if
    /// more waits than may.
    @inline(__always) mutating func didAddMessage(to client: Client) {
        let limit = settings.clientOutputBufferLimits.pubsub.hard
        if limit > 0, UInt64(client.outgoing.count) >= limit, client.isSubscriber {
            client.ending = .atOnce
        }
        if client.peer.origin == .inProcess {
            client.wakeReaders()
        } else {
            clients.notify(client)
        }
    }

    /// Puts what the command has told its own client so far at `place` of its reply, which begins
    /// before and isn't whole yet: redis-server tells as soon as it knows. Scripts tell before they
    /// reply, however.
    @inline(__always)
    package mutating func tellOwn(in reply: inout ReplyWriter, at place: ReplyWriter.Place) {
        if !subscriptions.isEmpty { moveOwn(into: &reply, at: place) }
    }

    @inline(never)
    private mutating func moveOwn(into reply: inout ReplyWriter, at place: ReplyWriter.Place) {
        guard nesting != .script, !client.isHushed else { return }
        if wantsNotices { spreadNotices(of: selected) }
        own.moveEarlier(into: &reply, at: place)
    }

    /// Puts what the client is told behind all replies; nothing comes behind the last reply to a client
    /// that ends.
    mutating func moveLastOwn(into reply: inout ReplyWriter) {
        guard client.ending == nil else { return own.removeAll() }
        own.move(into: &reply, around: reply.place)
    }

    /// Tells the client that it is subscribed, or no longer: no reply, which CLIENT REPLY would hold
    /// back, but a message. `name` is nil if there was nothing to end.
    package mutating func confirm(
        _ verb: StaticString, _ name: Span<UInt8>?, _ kind: SubscriptionKind,
        _ reply: inout ReplyWriter
    ) {
        let count = client.subscriptions.countTold(of: kind)
        guard client.peer.origin != .inProcess else {
            return reply.confirmation(verb, name, count: count)
        }
        own.before.version = reply.version
        own.before.confirmation(verb, name, count: count)
    }

    /// Ends all that a client listens to, without a word.
    package mutating func forgetMessages(of client: Client) {
        subscriptions.removeAll(of: client)
        disableTracking(of: client)
    }

    /// Subscribes the client, unless it is already.
    package mutating func subscribe(to name: Span<UInt8>, _ kind: SubscriptionKind) {
        subscriptions.insert(client, name, kind)
    }

    /// Ends a subscription of the client, if there is one.
    package mutating func unsubscribe(from name: Span<UInt8>, _ kind: SubscriptionKind) {
        subscriptions.remove(client, name, kind)
    }
}

extension ReplyWriter {
    fileprivate mutating func confirmation(
        _ verb: StaticString, _ name: Span<UInt8>?, count: Int
    ) {
        push(3)
        bulk(verb.bytes)
        if let name { bulk(name) } else { null() }
        integer(count)
    }

    /// Writes a message that was written in the third protocol in another: it only begins otherwise.
    mutating func append(message: borrowing ReplyWriter, in version: RESPVersion) {
        guard version == .two else { return append(message) }
        let start = buffer.count
        buffer.append(UInt8(ascii: "*"))
        buffer.append(message.buffer.span.extracting(1...))
        if !message.insertions.isEmpty {
            insertions += message.insertions.map { $0.moved(by: start) }
        }
    }
}
