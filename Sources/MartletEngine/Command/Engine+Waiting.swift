/// Commands of the program around the engine that may block: the program waits without the lock.
extension Engine {
    /// What became of a command that may block.
    package enum BlockingOutcome {
        /// It did not block.
        case ended(Outcome)
        /// A client waits in place of the caller's, which can go on with other commands.
        case waits(ClientHandle)
    }

    /// How a wait stands.
    package enum WaitState {
        case waits
        /// The reply is written.
        case replied
        /// The client was closed, or its wait was given up.
        case closed
    }

    /// Runs the command in `list`. If it blocks, a client made for that takes over the wait: its
    /// `onEndOfWait` is called when the wait is over.
    package mutating func executeBlocking(
        _ list: inout ArgumentList, for handle: ClientHandle, reply: inout ReplyWriter
    ) -> BlockingOutcome {
        call.programWaits = true
        let outcome = execute(&list, for: handle, reply: &reply)
        call.programWaits = false
        guard let client = call.clients[handle], let wait = call.blocked.remove(client) else {
            return .ended(outcome)
        }
        client.goOn()
        return .waits(handOver(wait, of: client))
    }

    /// Makes a client that waits in place of another.
    private mutating func handOver(_ wait: BlockedWait, of client: Client) -> ClientHandle {
        let handle = connectInProcess()
        guard let other = call.clients[handle] else { preconditionFailure("it was just made") }
        let lastActive = other.lastActiveMicroseconds
        other.session = client.session
        other.session.note(row: wait.row, at: lastActive)
        other.name = client.name
        other.owner = client.handle
        call.begin(wait, of: other)
        return handle
    }

    /// Makes `body` called when the client's wait is over: at once, if it is over already.
    package mutating func notifyEndOfWait(
        of handle: ClientHandle, _ body: @escaping @Sendable () -> Void
    ) {
        guard let client = call.clients[handle], client.wait != nil else { return body() }
        client.onEndOfWait = body
    }

    /// Writes the reply to the command that waited, if the wait is over; then the client is gone.
    package mutating func takeWait(
        of handle: ClientHandle, reply: inout ReplyWriter
    ) -> WaitState {
        guard let client = call.clients[handle] else { return .closed }
        guard client.wait == nil else { return .waits }
        let isClosed = client.ending != nil
        reply.append(client.outgoing)
        disconnect(handle)
        return isClosed ? .closed : .replied
    }

    /// Returns how long the client's wait lasts at the most; nil if it is over, or has no end.
    package mutating func microsecondsLeft(of handle: ClientHandle) -> Int? {
        guard let wait = call.clients[handle]?.wait, wait.hasDeadline else { return nil }
        call.clock.sampleExactly()
        return max(0, wait.deadlineMicroseconds - call.clock.monotonicMicroseconds)
    }

    /// Gives up a wait. A reply that is there already is kept.
    package mutating func cancelWait(of handle: ClientHandle) {
        guard let client = call.clients[handle], client.wait != nil else { return }
        client.ending = .atOnce
        call.abandonWaits(of: client)
    }
}
