/// Subscriptions of the program around the engine: it waits for messages without the lock.
extension Engine {
    /// What there is for a client that listens.
    package enum MessageState {
        /// Messages were written.
        case messages
        /// There is nothing yet.
        case nothing
        /// The client was closed, by CLIENT KILL or because it read too slowly.
        case closed
    }

    /// Makes a client that is subscribed to `names`, and whose messages are in the third protocol.
    package mutating func connectListener(
        to names: [[UInt8]], _ kind: SubscriptionKind
    ) -> ClientHandle {
        let handle = connectInProcess()
        guard let client = call.clients[handle] else { preconditionFailure("it was just made") }
        client.version = .three
        for name in names { call.subscriptions.insert(client, name.span, kind) }
        return handle
    }

    /// Writes the messages that came for a client since this was last called.
    package mutating func takeMessages(
        for handle: ClientHandle, into reply: inout ReplyWriter
    ) -> MessageState {
        guard let client = call.clients[handle], client.ending == nil else { return .closed }
        guard client.outgoing.buffer.count > 0 else { return .nothing }
        reply.append(client.outgoing)
        client.outgoing.removeAll(keepingAtMost: 0)
        return .messages
    }

    /// Makes `body` called when there is something for the client: at once, if there is already.
    package mutating func notifyMessage(
        for handle: ClientHandle, _ body: @escaping @Sendable () -> Void
    ) {
        guard let client = call.clients[handle], client.ending == nil,
            client.outgoing.buffer.count == 0
        else { return body() }
        client.onMessage.append(body)
    }

    /// Lets those go on who wait for a client's messages.
    package mutating func wakeReaders(of handle: ClientHandle) {
        call.clients[handle]?.wakeReaders()
    }
}
