/// What a host has to do for an engine between batches.
extension Engine {
    /// How many keys one tick expires at the most, and how many values it takes apart: about a
    /// millisecond's work.
    private static let expiriesPerTick = 4096
    private static let freesPerTick = 16384

    /// What other clients wait for.
    package struct Work {
        /// The clients that have something outgoing, or that are to be closed.
        package var waiting: [ClientHandle] = []
        /// The clients that waited, and may go on.
        package var released: [ClientHandle] = []
        /// When `tick` wants to be called: milliseconds since 1970.
        package var tickAt = Int.max
        /// Whether somebody moves the clock by hand, and calls `tick` then.
        package var tickComesByHand = false
    }

    /// Whether there is something to do that the host doesn't know of.
    ///
    /// Mutating, as the compiler would copy the whole engine for a getter.
    package var needsHost: Bool {
        mutating get {
            call.clients.hasWaiting || call.hasEarlyDeadline
                || call.keyspace.nextDeadline ?? .max < call.announcedTick
                || call.pause.hasPostponed || !call.pendingFrees.isEmpty
        }
    }

    /// Returns what there is to do.
    package mutating func takeWork() -> Work {
        var work = Work()
        work.waiting = call.clients.takeWaiting()
        call.pause.endIfOver(call.clock.monotonicMicroseconds)
        work.released = call.pause.takeReleased() + call.blocked.takeReleased()
        for handle in work.released { call.clients[handle]?.goOn() }
        work.tickAt = nextTick
        call.announcedTick = work.tickAt
        call.hasEarlyDeadline = false
        // Who moves a manual clock calls `tick` too.
        work.tickComesByHand = call.clock.isManual && work.tickAt > call.clock.wallMilliseconds
        return work
    }

    /// Ends the waits and the pause whose time is over, removes what has expired, and frees what is
    /// no longer wanted. Each is done a piece at a time: then `takeWork` asks for the next tick at once.
    /// In the middle of a script nothing is.
    package mutating func tick() {
        guard call.overdueScript == nil else { return }
        call.clock.sampleExactly()
        call.client = call.nobody
        call.endDueWaits()
        call.pause.endIfOver(call.clock.monotonicMicroseconds)
        let now = call.clock.wallMilliseconds
        var left = Self.expiriesPerTick
        if call.removesExpired {
            let start = call.clock.sample()
            for index in 0..<call.databaseCount where left > 0 {
                call.withDatabase(index) { keyspace in
                    keyspace.now = now
                    left -= keyspace.expireDue(limit: left)
                }
                if call.wantsNotices { call.spreadNotices(of: index) }
            }
            if !call.blocked.isEmpty { Dispatcher.serveReady(&call) }
            if call.tracking.prefixes.hasChanges { call.broadcastChanges() }
            call.noteLatency(of: "expire-cycle", ticks: call.clock.sample() &- start)
        }
        _ = call.pendingFrees.freeSome(Self.freesPerTick)
    }

    /// Notes how fast commands and bytes come, of which there were so many, and forgets tracked keys
    /// beyond their limit. Called by the host about ten times a second.
    package mutating func sampleRates(input: Int, output: Int) {
        call.clock.sampleExactly()
        let now = call.clock.monotonicMicroseconds
        call.statistics.rates.commands.sample(call.statistics.commandCount, at: now)
        call.statistics.rates.input.sample(input, at: now)
        call.statistics.rates.output.sample(output, at: now)
        if call.tracking.clientCount > 0 {
            call.client = call.nobody
            call.limitTrackedKeys()
        }
    }

    var nextTick: Int {
        guard call.overdueScript == nil else { return .max }
        guard call.pendingFrees.isEmpty else { return call.clock.wallMilliseconds }
        var next = call.clock.wallMilliseconds(
            atMonotonic: call.blocked.nextDeadlineMicroseconds)
        if call.removesExpired { next = min(next, call.nextDeadline) }
        if call.pause.scope != nil, call.pause.hasPostponed {
            let end = call.clock.wallMilliseconds(atMonotonic: call.pause.endMicroseconds)
            next = min(next, end)
        }
        return next
    }
}
