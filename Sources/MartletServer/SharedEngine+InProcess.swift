import MartletEngine
import MartletLoop

/// The commands of the program around the engine, on whatever thread it calls.
///
/// A client of nil is the program itself: one client, which every thread shares, and which begins
/// anew when it is closed.
extension SharedEngine {
    /// What became of a command.
    package enum Outcome {
        case done
        /// The command is done, and the host has something to do for others.
        case needsHost
        /// The client is gone.
        case closed
        /// The server was stopped.
        case stopped
    }

    /// Runs the command that `write` puts together, and shows its reply to `read`.
    ///
    /// Both are called under the lock: they must not wait, nor use the server.
    package func execute(
        for client: ClientHandle?, _ write: (inout ArgumentList) -> Void,
        _ read: (borrowing ReplyWriter) -> Void
    ) -> Outcome {
        state.withLockUnchecked { state in
            guard let handle = state.begin(client) else { return .stopped }
            write(&state.list)
            let outcome = state.engine.execute(&state.list, for: handle, reply: &state.reply)
            state.list.removeAll()
            return state.end(outcome, read)
        }
    }

    /// Runs a command of one argument, and shows its reply to `read`.
    package func execute(
        _ name: StaticString, _ argument: Span<UInt8>, for client: ClientHandle?,
        _ read: (borrowing ReplyWriter) -> Void
    ) -> Outcome {
        state.withLockUnchecked { state in
            guard let handle = state.begin(client) else { return .stopped }
            let outcome = state.engine.execute(name, argument, for: handle, reply: &state.reply)
            return state.end(outcome, read)
        }
    }

    /// Runs a command of two arguments, and shows its reply to `read`.
    package func execute(
        _ name: StaticString, _ first: Span<UInt8>, _ second: Span<UInt8>,
        for client: ClientHandle?, _ read: (borrowing ReplyWriter) -> Void
    ) -> Outcome {
        state.withLockUnchecked { state in
            guard let handle = state.begin(client) else { return .stopped }
            let outcome = state.engine.execute(
                name, first, second, for: handle, reply: &state.reply)
            return state.end(outcome, read)
        }
    }

    /// Runs GET: shows the string where it is stored to `body`, any other reply to `read`.
    package func withString(
        at key: Span<UInt8>, for client: ClientHandle?, _ body: (Span<UInt8>) -> Void,
        otherwise read: (borrowing ReplyWriter) -> Void
    ) -> Outcome {
        state.withLockUnchecked { state in
            guard let handle = state.begin(client) else { return .stopped }
            let outcome = state.engine.withString(
                at: key, for: handle, body, reply: &state.reply)
            return state.end(outcome, read)
        }
    }

    /// Takes up a client of the program's; nil if the server was stopped.
    package func connectInProcess() -> ClientHandle? {
        state.withLock { state in
            state.isStopped ? nil : state.engine.connectInProcess()
        }
    }

    /// Makes the program's own client begin anew after it was closed, as by QUIT.
    package func reviveProgram() {
        state.withLock { state in
            if let program = state.program { state.engine.revive(program) }
        }
    }

    /// Lets a client of the program's go.
    package func disconnect(_ client: ClientHandle) {
        state.withLock { state in
            if !state.isStopped { state.engine.disconnect(client) }
        }
    }

    /// Shows what the server sent a client of the program's unasked to `read`.
    package func receive(for client: ClientHandle?, _ read: (borrowing ReplyWriter) -> Void) {
        state.withLockUnchecked { state in
            guard let handle = state.begin(client) else { return }
            _ = state.engine.takeOutgoing(for: handle, into: &state.reply)
            _ = state.end(.replied, read)
        }
    }

    /// Notes whether a loop serves the engine.
    func setHasLoop(_ hasLoop: Bool) {
        state.withLock { state in state.hasLoop = hasLoop }
    }

    /// Removes what is due, all at once: a manual clock was moved.
    func tickUntilDone() {
        while state.withLock({ state in
            guard !state.isStopped, state.engine.isTickDue() else { return false }
            state.engine.tick()
            return true
        }) {}
    }

    /// Frees the data. Commands that come later are refused; a script that runs is ended.
    func stop() {
        endScripts()
        while !state.withLock({ state in state.stop() }) { EngineClock.rest() }
    }
}

extension SharedEngine.State {
    /// Frees the data; returns false if a script is in the middle of it.
    fileprivate mutating func stop() -> Bool {
        guard engine.call.overdueScript == nil else { return false }
        guard !isStopped else { return true }
        isStopped = true
        program = nil
        engine.discard()
        list = ArgumentList()
        reply = ReplyWriter(capacity: 0)
        return true
    }
}

extension SharedEngine.State {
    /// What the replies of the program's commands keep of their room.
    private static var idleReplyCapacity: Int { 1 << 20 }

    /// Returns the client that a command is for; nil if the server was stopped.
    @inline(__always) mutating func begin(_ client: ClientHandle?) -> ClientHandle? {
        if tickAt != .max { tickIfDue() }
        if let client = client ?? program { return isStopped ? nil : client }
        return connectProgram()
    }

    @inline(__always) mutating func end(
        _ outcome: Engine.Outcome, _ read: (borrowing ReplyWriter) -> Void
    ) -> SharedEngine.Outcome {
        switch outcome {
        case .closed: return .closed
        case .shown: break
        case .replied:
            read(reply)
            reply.removeAll(keepingAtMost: Self.idleReplyCapacity)
        }
        return noteWork() ? .needsHost : .done
    }

    @inline(never) private mutating func connectProgram() -> ClientHandle? {
        guard !isStopped else { return nil }
        let handle = engine.connectInProcess()
        program = handle
        return handle
    }

    /// Without a loop, a command does what is due before it runs, a piece at a time.
    @inline(never) mutating func tickIfDue() {
        guard !isStopped, engine.isTickDue() else { return }
        engine.tick()
        tickAt = engine.takeWork().tickAt
    }
}
