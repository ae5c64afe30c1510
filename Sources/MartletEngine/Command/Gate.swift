/// What the dispatcher has to check besides arity: nothing, most of the time.
struct Gate: OptionSet {
    let rawValue: UInt16

    /// The client has to authenticate first.
    static let authentication = Gate(rawValue: 1 << 0)
    /// The client doesn't want every reply.
    static let replyMode = Gate(rawValue: 1 << 1)
    /// Somebody watches the commands.
    static let monitors = Gate(rawValue: 1 << 2)
    /// Clients have to wait.
    static let pause = Gate(rawValue: 1 << 3)
    /// The commands are kept for whoever looks into a failure.
    static let recorder = Gate(rawValue: 1 << 4)
    /// Clients wait for keys.
    static let blocked = Gate(rawValue: 1 << 5)
    /// Commands may make messages that go to the client itself.
    static let messages = Gate(rawValue: 1 << 6)
    /// The client has begun a transaction.
    static let transaction = Gate(rawValue: 1 << 7)
    /// A script takes too long.
    static let busy = Gate(rawValue: 1 << 8)
    /// Memory is limited.
    static let memory = Gate(rawValue: 1 << 9)
}

extension CommandCall {
    /// Looks anew at what has to be checked, as the command that ran may have changed it.
    mutating func refreshGate(_ session: Client.Session) {
        var gate: Gate = []
        if !session.isAuthenticated, needsPassword { gate.insert(.authentication) }
        if session.replyMode != .on { gate.insert(.replyMode) }
        if session.isInTransaction { gate.insert(.transaction) }
        if !monitors.isEmpty { gate.insert(.monitors) }
        if settings.maxMemory > 0 { gate.insert(.memory) }
        if recorder != nil { gate.insert(.recorder) }
        if !blocked.isEmpty { gate.insert(.blocked) }
        if session.isListening || wantsNotices { gate.insert(.messages) }
        if pause.scope != nil {
            pause.endIfOver(clock.monotonicMicroseconds)
            if pause.scope != nil { gate.insert(.pause) }
        }
        if overdueScript != nil {
            // What the script has done is told when it ends.
            gate.subtract([.blocked, .memory, .messages, .pause])
            gate.insert(.busy)
        }
        self.gate = gate
        if slowTicksReading != clock.readingCount {
            slowTicksReading = clock.readingCount
            slowTicks = slowestUnnoticedTicks()
        }
    }

    /// Whether the client has yet to say a password.
    package var needsAuthentication: Bool { !client.isAuthenticated && needsPassword }

    /// Whether clients have to say a password.
    package var needsPassword: Bool { !settings.requirePass.isEmpty }

    /// Mutating, as the compiler would copy the whole call for a getter.
    mutating func slowestUnnoticedTicks() -> UInt64 {
        var microseconds = Int.max
        if settings.slowlogLogSlowerThan >= 0 { microseconds = settings.slowlogLogSlowerThan }
        if settings.latencyMonitorThreshold > 0 {
            let (threshold, isNever) =
                settings.latencyMonitorThreshold.multipliedReportingOverflow(by: 1000)
            if !isNever { microseconds = min(microseconds, threshold) }
        }
        return microseconds == .max ? .max : clock.ticks(microseconds: microseconds)
    }
}
