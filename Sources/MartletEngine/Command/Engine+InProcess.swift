/// Commands of the program that the engine is embedded in: no bytes of the protocol are parsed.
extension Engine {
    /// What became of a command.
    package enum Outcome {
        /// The reply is written.
        case replied
        /// The reply was shown to the caller, and isn't written.
        case shown
        /// The client is gone, and nothing was done.
        case closed
    }

    /// Takes up the program as a client, which needs no password.
    package mutating func connectInProcess() -> ClientHandle {
        let handle = connect(.inProcess)
        call.clients[handle]?.isAuthenticated = true
        return handle
    }

    /// Makes a client that was closed as it was at first, as the program can't go away.
    package mutating func revive(_ handle: ClientHandle) {
        guard let client = call.clients[handle], client.ending != nil else { return }
        call.forgetMessages(of: client)
        call.discardTransaction(of: client)
        client.session = Client.Session(lastActiveMicroseconds: client.lastActiveMicroseconds)
        client.isAuthenticated = true
        client.name = []
    }

    /// Runs the command in `list`.
    package mutating func execute(
        _ list: inout ArgumentList, for handle: ClientHandle, reply: inout ReplyWriter
    ) -> Outcome {
        guard list.count > 0 else { return .replied }
        guard !list.largeArguments.isEmpty else {
            return run(list.arguments, for: handle, reply: &reply)
        }
        list.locateLargeArguments()
        call.largeArguments = list.largeArguments
        defer { call.largeArguments = [] }
        return run(list.arguments, for: handle, reply: &reply)
    }

    /// Runs a command of one argument, which is not copied.
    @inline(__always)
    package mutating func execute(
        _ name: StaticString, _ argument: Span<UInt8>, for handle: ClientHandle,
        reply: inout ReplyWriter
    ) -> Outcome {
        let name = name.bytes
        let slots: InlineArray<2, ArgumentSlot> = [
            name.slot(of: name), name.slot(of: argument),
        ]
        return run(Arguments(bytes: name, slots: slots.span), for: handle, reply: &reply)
    }

    /// Runs a command of two arguments, which are not copied.
    @inline(__always)
    package mutating func execute(
        _ name: StaticString, _ first: Span<UInt8>, _ second: Span<UInt8>,
        for handle: ClientHandle, reply: inout ReplyWriter
    ) -> Outcome {
        let name = name.bytes
        let slots: InlineArray<3, ArgumentSlot> = [
            name.slot(of: name), name.slot(of: first), name.slot(of: second),
        ]
        return run(Arguments(bytes: name, slots: slots.span), for: handle, reply: &reply)
    }

    /// Runs GET: shows the string where it is stored to `body`; any other reply is written.
    package mutating func withString(
        at key: Span<UInt8>, for handle: ClientHandle, _ body: (Span<UInt8>) -> Void,
        reply: inout ReplyWriter
    ) -> Outcome {
        let name: StaticString = "GET"
        let first = name.bytes
        let slots: InlineArray<2, ArgumentSlot> = [
            first.slot(of: first), first.slot(of: key),
        ]
        let arguments = Arguments(bytes: first, slots: slots.span)
        guard beginInProcess(handle, &reply) else { return .closed }
        guard call.gate.isEmpty, let row = getRow else {
            _ = Dispatcher.run(arguments, table: table, &call, &reply)
            endInProcess()
            return reply.withFirstBulk(body) ? forget(&reply) : .replied
        }
        var outcome = Outcome.replied
        do throws(ReplyError) {
            if let value = try call.keyspace.string(at: key) {
                value.withBytes(body)
                outcome = .shown
            } else {
                reply.null()
            }
        } catch {
            Dispatcher.fail(error, row: row, &call, &reply)
        }
        Dispatcher.finish(row: row, arguments, &call)
        endInProcess()
        return outcome
    }

    private func forget(_ reply: inout ReplyWriter) -> Outcome {
        reply.removeAll()
        return .shown
    }

    @inline(__always)
    private mutating func run(
        _ arguments: Arguments, for handle: ClientHandle, reply: inout ReplyWriter
    ) -> Outcome {
        guard beginInProcess(handle, &reply) else { return .closed }
        _ = Dispatcher.run(arguments, table: table, &call, &reply)
        endInProcess()
        return .replied
    }

    /// Makes `call` the client's; returns whether the client is still there. Most often it is the
    /// one whose command ran last, which is left where it is.
    @inline(__always)
    private mutating func beginInProcess(
        _ handle: ClientHandle, _ reply: inout ReplyWriter
    ) -> Bool {
        guard call.client.id == handle.id || changeClient(to: handle) else { return false }
        let session = call.client.session
        guard session.ending == nil else { return false }
        begin(session, &reply)
        return true
    }

    @inline(__always) private mutating func endInProcess() {
        call.client.session.note(row: call.row, at: call.clock.monotonicMicroseconds)
        if call.tracking.prefixes.hasChanges { call.broadcastChanges() }
    }

    @inline(never) private mutating func changeClient(to handle: ClientHandle) -> Bool {
        guard let client = call.clients[handle] else { return false }
        call.client = client
        return true
    }

    /// Whether `tick` would have something to do.
    package mutating func isTickDue() -> Bool {
        call.clock.sampleExactly()
        return nextTick <= call.clock.wallMilliseconds
    }

    /// Frees the data; what remains is an engine that knows no commands.
    package mutating func discard() {
        for client in call.blocked.all { client.endWait() }
        for client in call.clients.all {
            call.subscriptions.removeAll(of: client)
            client.wakeReaders()
        }
        var settings = Settings()
        settings.databases = 1
        self = Engine(table: CommandTable([]), settings: settings, random: RandomSource(seed: 0))
    }
}
