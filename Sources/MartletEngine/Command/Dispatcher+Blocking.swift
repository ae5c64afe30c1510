/// What becomes of commands that wait.
extension Dispatcher {
    /// Counts a command that has to wait. Its time is looked at when it ends.
    static func didBlock(_ call: inout CommandCall) {
        let ticks = call.clock.sample()
        let duration = ticks &- call.startTicks
        call.startTicks = ticks
        call.client.wait?.ticks = duration
        call.statistics.countBlocked(row: call.row, ticks: duration)
        call.noteLatency(of: "command", ticks: duration)
    }

    /// Counts what a command took that waited and was served by the client's `call`: the first try
    /// and the service.
    private static func didEnd(_ wait: BlockedWait, ticks: UInt64, _ call: inout CommandCall) {
        call.statistics.countUnblocked(row: wait.row, ticks: wait.ticks &+ ticks)
        call.noteLatency(of: "command-unblocking", ticks: ticks)
        guard !wait.replaced.isEmpty else {
            return log(wait.command, ticks: wait.ticks &+ ticks, &call)
        }
        log(wait.command.copy(replacing: wait.replaced), ticks: wait.ticks &+ ticks, &call)
    }

    /// Counts a command that CLIENT UNBLOCK ended: as one that failed, and whose arguments are gone.
    static func didUnblock(_ other: Client, _ wait: BlockedWait, _ call: inout CommandCall) {
        call.statistics.commands[wait.row].failedCalls += 1
        call.statistics.countUnblocked(row: wait.row, ticks: wait.ticks)
        let (client, row) = (call.client, call.row)
        call.client = other
        call.row = wait.row
        log(ArgumentList(), ticks: wait.ticks, &call)
        call.client = client
        call.row = row
    }

    private static func log(
        _ command: borrowing ArgumentList, ticks: UInt64, _ call: inout CommandCall
    ) {
        let microseconds = Int(call.clock.microseconds(ticks: ticks))
        log(command.arguments, microseconds: microseconds, &call)
    }

    /// Serves the clients that wait for what the command that ran made ready, and those that wait
    /// for what they make ready in turn.
    @inline(never) static func serveBlocked(
        _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) {
        guard serveReady(&call) else { return }
        if call.gate.contains(.messages) { call.client.moveOutgoing(into: &reply) }
    }

    /// Serves the clients that wait for what is ready, and those that wait for what they make ready
    /// in turn; returns whether something was.
    @discardableResult
    static func serveReady(_ call: inout CommandCall) -> Bool {
        call.collectReady()
        let (client, database, row) = (call.client, call.selected, call.row)
        var isOther = false
        call.server = client
        while let key = call.blocked.takeReady() {
            isOther = true
            call.take(key.database)
            serve(key, &call)
        }
        call.server = nil
        guard isOther else { return false }
        call.client = client
        call.row = row
        call.take(database)
        call.startTicks = call.clock.sample()
        return true
    }

    /// Serves those who wait for a key, in the order in which they came, as long as there is
    /// something at it, and ends the waits that nothing can serve any more.
    private static func serve(_ key: BlockedKey, _ call: inout CommandCall) {
        var ticket = 0
        while let kind = call.keyspace.entry(at: key.bytes.span, .write)?.kind,
            let client = call.blocked.first(at: key, waitingFor: kind, after: ticket),
            let wait = client.wait
        {
            ticket = wait.ticket
            serve(client, wait, key, &call)
            call.collectReady()
        }
        endWaitsForStream(at: key, &call)
    }

    /// Ends the waits of those who read a stream by its group, if it is gone.
    private static func endWaitsForStream(at key: BlockedKey, _ call: inout CommandCall) {
        guard call.keyspace.entry(at: key.bytes.span, .peek)?.kind != .stream else { return }
        var ticket = 0
        while let client = call.blocked.first(at: key, waitingFor: .stream, after: ticket),
            let wait = client.wait
        {
            ticket = wait.ticket
            guard wait.endsWithKey else { continue }
            let error = ReplyError("UNBLOCKED the stream key no longer exists")
            call.client = client
            call.row = wait.row
            call.startTicks = call.clock.sample()
            client.writeOutgoing { reply in fail(error, row: wait.row, &call, &reply) }
            end(wait, of: client, &call)
        }
    }

    /// Serves one client.
    private static func serve(
        _ client: Client, _ wait: BlockedWait, _ key: BlockedKey, _ call: inout CommandCall
    ) {
        guard let serve = call.table.rows[wait.row].serve else {
            preconditionFailure("a row that blocks can't serve")
        }
        call.client = client
        call.row = wait.row
        call.startTicks = call.clock.sample()
        var isServed = true
        let place = client.outgoing.place
        client.writeOutgoing { reply in
            do throws(ReplyError) {
                isServed = try run(serve, key.bytes.span, wait.command, &call, &reply)
            } catch {
                fail(error, row: wait.row, &call, &reply)
            }
        }
        if call.wantsNotices { call.spreadNotices(of: call.selected) }
        if !call.own.isEmpty { call.own.move(into: &client.outgoing, around: place) }
        if isServed { end(wait, of: client, &call) }
    }

    /// Ends the wait of a client that got its reply, and counts its command.
    private static func end(_ wait: BlockedWait, of client: Client, _ call: inout CommandCall) {
        call.unblock(client)
        didEnd(wait, ticks: call.clock.sample() &- call.startTicks, &call)
    }

    /// The views of a class's property would end before the call; those of a parameter last.
    private static func run(
        _ serve: BlockedHandler, _ key: Span<UInt8>, _ command: borrowing ArgumentList,
        _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) -> Bool {
        try serve(key, command.arguments, &call, &reply)
    }
}
