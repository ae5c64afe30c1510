/// Transactions: the commands between MULTI and EXEC, which run as one.
extension CommandCall {
    /// Whether the client has begun a transaction, and not ended it.
    package var isInTransaction: Bool {
        mutating get { client.session.isInTransaction }
    }

    /// Begins a transaction: the commands that follow are queued.
    ///
    /// - Throws: The error for a client that has begun one already.
    package mutating func beginTransaction() throws(ReplyError) {
        guard !client.session.isInTransaction else {
            throw ReplyError("ERR MULTI calls can not be nested")
        }
        client.session.isInTransaction = true
        if client.transaction == nil { client.transaction = Transaction() }
    }

    /// Ends the client's transaction, if it has begun one, and its watches.
    package mutating func discardTransaction() {
        discardTransaction(of: client)
    }

    /// Ends a client's transaction, if it has begun one, and its watches.
    mutating func discardTransaction(of client: Client) {
        endTransaction(of: client)
        client.transaction?.removeAll()
        unwatch(client)
    }

    private func endTransaction(of client: Client) {
        client.session.isInTransaction = false
        client.session.isTransactionSpoiled = false
    }

    /// Queues a command for EXEC, unless that is going to run nothing.
    mutating func queue(_ command: FoundCommand, _ arguments: Arguments) {
        if client.session.isTransactionSpoiled || client.hasTouchedKeys { return }
        let flags = flags(of: command, arguments)
        client.transaction?.append(
            row: command.row, arguments, large: largeArguments,
            mayWrite: !flags.isDisjoint(with: [.write, .mayReplicate]),
            mayGrow: flags.contains(.denyOOM))
    }

    /// Makes the client's transaction fail, if it has begun one: a command was refused.
    mutating func spoilTransaction() {
        if client.session.isInTransaction { client.session.isTransactionSpoiled = true }
    }

    /// Runs the client's transaction: replies with an array of what each command replies with, or
    /// with null if a key changed that the client watches.
    ///
    /// - Throws: The error for a client without a transaction, or one of whose commands was refused.
    package mutating func executeTransaction(_ reply: inout ReplyWriter) throws(ReplyError) {
        guard client.session.isInTransaction else { throw ReplyError("ERR EXEC without MULTI") }
        let isSpoiled = client.session.isTransactionSpoiled
        guard !isSpoiled, !isWatchedKeyChanged() else {
            discardTransaction()
            if isSpoiled {
                throw ReplyError("EXECABORT Transaction discarded because of previous errors.")
            }
            return reply.nullArray()
        }
        unwatch(client)
        var transaction = client.transaction.take() ?? Transaction()
        client.runningSize = transaction.size
        transaction.finish()
        run(transaction, &reply)
        transaction.removeAll()
        client.transaction = consume transaction
        endTransaction(of: client)
    }

    private mutating func run(_ transaction: borrowing Transaction, _ reply: inout ReplyWriter) {
        startTicks = clock.sample()
        let outer = beginNesting(.transaction)
        isReplyTrimmed = true
        partsAreHushed = client.isHushed
        partsHaveEnded = false
        if !partsAreHushed { reply.array(transaction.count) }
        for index in 0..<transaction.count {
            let command = FoundCommand(row: transaction.row(at: index), of: table)
            largeArguments = transaction.largeArguments(at: index)
            runNested(command, transaction.arguments(at: index), &reply)
        }
        largeArguments = []
        endNesting(outer)
    }

    /// Leaves out what the client doesn't want of the reply to a part that ran, and puts the messages
    /// that it made around it.
    ///
    /// Only what no script may do takes replies away: CLIENT REPLY its own, CLIENT KILL those that
    /// come after it.
    @inline(__always)
    mutating func endPart(
        _ command: FoundCommand, at place: ReplyWriter.Place, _ reply: inout ReplyWriter
    ) {
        let hasControl = command.flags.contains(.noScript)
        // Nothing comes behind the reply that CLIENT KILL left as the last.
        if partsHaveEnded, !own.isEmpty { own.removeAll() }
        if hasControl, !partsHaveEnded { partsAreHushed = client.isHushed }
        if partsAreHushed { reply.removeLast(keeping: place.offset) }
        if hasControl, client.ending != nil { (partsAreHushed, partsHaveEnded) = (true, true) }
        if !own.isEmpty { own.move(into: &reply, around: place) }
    }

    /// Ends the client's transaction for an error that EXEC was refused for, and returns the error
    /// that the client is told instead.
    mutating func abortTransaction(for error: ReplyError) -> ReplyError {
        discardTransaction()
        return .transactionAborted(error)
    }
}

// MARK: - Watches

extension CommandCall {
    /// Makes the client's next transaction fail if `key` changes before it runs.
    package mutating func watch(_ key: Span<UInt8>) {
        let watcher = client.watcher ?? Watcher()
        client.watcher = watcher
        // A transaction that will fail has nothing to wait for.
        guard !watcher.isTouched else { return }
        let hash = keyspace.seed.hash(key)
        guard !keyspace.watched.contains(key, hash: hash, of: watcher) else { return }
        let watch = KeyWatch(
            [UInt8](key), hash: hash, database: selected,
            wasExpired: keyspace.isExpired(key, now: keyspace.now), by: watcher)
        watcher.watches.append(watch)
        keyspace.watched.insert(watch)
        events.watchCount += 1
    }

    /// Ends the client's watches.
    package mutating func unwatch() {
        unwatch(client)
    }

    /// Ends the watches of a client.
    mutating func unwatch(_ client: Client) {
        guard let watcher = client.watcher else { return }
        for watch in watcher.watches {
            withDatabase(watch.database) { keyspace in keyspace.watched.remove(watch) }
        }
        events.watchCount -= watcher.watches.count
        client.watcher = nil
    }

    /// Whether one of the keys that the client watches changed: also one whose time came.
    private mutating func isWatchedKeyChanged() -> Bool {
        guard let watcher = client.watcher else { return false }
        if watcher.isTouched { return true }
        for watch in watcher.watches where !watch.wasExpired {
            let key = watch.key
            let isExpired = withDatabase(watch.database) { keyspace in
                keyspace.isExpired(key.span, now: keyspace.now)
            }
            if isExpired { return true }
        }
        return false
    }
}

extension ReplyError {
    /// EXEC was refused.
    static func transactionAborted(_ error: ReplyError) -> ReplyError {
        var reason = error.description[...]
        if reason.hasPrefix("ERR ") { reason = reason.dropFirst(4) }
        return ReplyError(composing: "EXECABORT Transaction discarded because of: \(reason)")
    }
}
