/// Clients that wait for keys.
///
/// A handler that finds nothing asks `canBlock`, and calls `block` in place of a reply. Its row's
/// `serve` runs when a key is ready, after the command that made it so.
extension CommandCall {
    /// Whether the client can wait: not within a transaction or a script, and a call from the program
    /// around the engine only if it said that it would. Who can't gets the reply of a wait that is
    /// over.
    package var canBlock: Bool {
        mutating get {
            nesting == nil && (client.peer.origin != .inProcess || programWaits)
        }
    }

    /// Makes the client wait until one of the keys at `keys` of its command gets a value of this
    /// kind, or its time is over, or, if it `endsWithKey`, what one of the keys holds is gone. Nothing is
    /// to be replied. What `serve` is to see in place of some arguments stands in `replacements`, by
    /// their indices. Without keys and a kind it waits for its time alone, and is replied 0.
    package mutating func block(
        _ arguments: Arguments, replacing replacements: [Int: [UInt8]] = [:],
        on keys: Range<Int>, until kind: ValueKind?, endsWithKey: Bool = false,
        timeout: BlockingTimeout
    ) {
        precondition(canBlock, "the client can't wait")
        var replaced: [Int: [UInt8]] = [:]
        for index in replacements.keys { replaced[index] = [UInt8](arguments[index]) }
        var waited: [BlockedKey] = []
        var seen: Set<BlockedKey> = []
        for index in keys {
            let key = BlockedKey(database: selected, bytes: [UInt8](arguments[index]))
            if seen.insert(key).inserted { waited.append(key) }
        }
        clock.sampleExactly()
        let wait = BlockedWait(
            row: row, command: arguments.copy(replacing: replacements), replaced: replaced,
            argumentBytes: arguments.byteCount, keys: waited, kind: kind, endsWithKey: endsWithKey,
            deadlineMicroseconds: timeout.deadline(from: clock.monotonicMicroseconds))
        begin(wait, of: client)
    }

    /// Makes a client wait.
    mutating func begin(_ wait: BlockedWait, of client: Client) {
        blocked.insert(client, wait)
        client.hold()
        for database in blocked.databases { setNotesStored(in: database) }
        let end = clock.wallMilliseconds(atMonotonic: wait.deadlineMicroseconds)
        if end < announcedTick { hasEarlyDeadline = true }
    }

    /// Ends a client's wait: it goes on when the host lets it.
    mutating func unblock(_ client: Client) {
        guard let wait = blocked.remove(client) else { return }
        for key in wait.keys.prefix(1) { setNotesStored(in: key.database) }
        client.didEndCommand()
        blocked.release(client)
        clients.notify(client)
        client.endWait()
    }

    /// Ends the waits of a client that goes, and of those that wait on its behalf.
    mutating func abandonWaits(of client: Client) {
        if client.peer.origin == .inProcess {
            for other in blocked.all where other.owner == client.handle {
                other.ending = .atOnce
                abandonWaits(of: other)
            }
        }
        guard let wait = blocked.remove(client) else { return }
        for key in wait.keys.prefix(1) { setNotesStored(in: key.database) }
        client.endWait()
    }

    /// Ends the waits whose time is over.
    mutating func endDueWaits() {
        while let client = blocked.firstDue(clock.monotonicMicroseconds) {
            client.writeOutgoing { reply in client.wait?.writeTimeout(to: &reply) }
            unblock(client)
        }
    }

    /// How CLIENT UNBLOCK ends a wait.
    package enum UnblockReason {
        case timeout
        case error
    }

    /// Ends a client's wait before its time; returns whether it waited.
    package mutating func unblock(_ client: Client, _ reason: UnblockReason) -> Bool {
        guard client.isBlocked else { return false }
        // What waits for the end of CLIENT PAUSE has no time that could be over.
        if client.wait == nil, reason == .timeout { return false }
        switch reason {
        case .timeout: client.writeOutgoing { reply in client.wait?.writeTimeout(to: &reply) }
        case .error:
            let error = ReplyError("UNBLOCKED client unblocked via CLIENT UNBLOCK")
            statistics.count(error)
            // An error that is sent while a command runs is a failure of it, whomever it is sent to.
            statistics.commands[row].failedCalls += 1
            client.writeOutgoing { reply in reply.error(error) }
        }
        guard let wait = client.wait else {
            statistics.commands[client.lastRow].failedCalls += 1
            clients.notify(client)
            return true
        }
        unblock(client)
        Dispatcher.didUnblock(client, wait, &self)
        return true
    }
}

// MARK: - Keys that become ready

extension CommandCall {
    /// Makes the keys ready that got a value since this was last called.
    mutating func collectReady() {
        for database in blocked.databases {
            let stored = withDatabase(database) { keyspace in keyspace.takeStored() }
            for value in stored {
                blocked.signal(BlockedKey(database: database, bytes: value.key), value.kind)
            }
        }
    }

    /// Makes the keys ready that others took the places of, as databases were exchanged.
    mutating func signalSwapped(_ databases: Int...) {
        for database in databases {
            setNotesStored(in: database)
            for key in blocked.keys(in: database) {
                let kind = withDatabase(database) { keyspace in
                    keyspace.entry(at: key.bytes.span, .peek)?.kind
                }
                if let kind { blocked.signal(key, kind) }
                if kind != .stream { blocked.signal(key, .stream) }
            }
        }
    }

    /// Makes the keys ready that were there before a database was emptied: some wait until they go.
    package mutating func signalEmptied(_ database: Int) {
        guard !blocked.isEmpty else { return }
        for key in blocked.keys(in: database) { blocked.signal(key, .stream) }
    }

    /// Makes a database note what is stored, if somebody waits there.
    private mutating func setNotesStored(in database: Int) {
        let isWaited = blocked.isWaited(in: database)
        withDatabase(database) { keyspace in keyspace.notesStored = isWaited }
    }
}
