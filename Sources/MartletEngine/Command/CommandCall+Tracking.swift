/// Clients that are told when keys change of which they keep copies.
extension CommandCall {
    /// Lets the client track keys.
    package mutating func enableTracking(_ new: ClientTracking, prefixes: [[UInt8]]) {
        tracking.enable(client, new, prefixes: prefixes)
        didChangeListeners()
    }

    /// Ends a client's tracking, if it does.
    package mutating func disableTracking(of client: Client) {
        guard client.tracking != nil else { return }
        tracking.disable(client)
        didChangeListeners()
    }

    /// Notes what CLIENT CACHING said for the client's next command.
    package mutating func giveCaching() {
        client.tracking?.isCachingGiven = true
    }

    /// Remembers that the client read the keys of a command, if it tracks them.
    mutating func rememberKeys(_ arguments: Arguments, row: Int) {
        guard let options = client.tracking, options.remembersKeys else { return }
        let spec = table.rows[row]
        guard spec.flags.contains(.readOnly), !spec.flags.contains(.pubsub),
            !spec.flags.contains(.noScript) || !spec.categories.contains(.scripting)
        else { return }
        guard nesting != .script else {
            for key in tracking.scriptKeys { tracking.keys.insert(key.span, readBy: client.id) }
            return
        }
        for key in KeySearch.keys(of: spec.facts, in: arguments) {
            tracking.keys.insert(arguments[key.position], readBy: client.id)
        }
    }

    /// Notes the keys that a script was given: whatever key it reads, it is these that the client is
    /// taken to have read.
    package mutating func noteScriptKeys(_ keys: Range<Int>, of arguments: Arguments) {
        guard client.tracking != nil else { return }
        tracking.scriptKeys = []
        for index in keys { tracking.scriptKeys.append([UInt8](arguments[index])) }
    }

    /// Forgets what CLIENT CACHING said, as the command that it was said for is over.
    mutating func forgetCaching(row: Int) {
        guard let options = client.tracking, options.isCachingGiven, !client.isInTransaction,
            row < 0 || !table.rows[row].fullName.hasPrefix("client")
        else { return }
        client.tracking?.isCachingGiven = false
    }

    /// Forgets keys if there are more than may be: those who read them are told as if they had changed.
    /// A hundred at once, two hundred the next time if that was not enough, and so on. Called before
    /// each command, whose client too is told before the reply.
    package mutating func limitTrackedKeys() {
        let most = settings.trackingTableMaxKeys
        guard most > 0, tracking.clientCount > 0 else { return }
        var left = 100 * (tracking.failedLimits + 1)
        while tracking.keys.count > most {
            guard left > 0, let key = tracking.keys.randomKey() else {
                tracking.failedLimits += 1
                return
            }
            left -= 1
            tellReaders(of: key.span, isAtOnce: true)
        }
        tracking.failedLimits = 0
    }
}

// MARK: - Changes

extension CommandCall {
    /// The client that sent the command that runs, also while another is served with what the command
    /// made ready.
    private var sendingClient: Client { server ?? client }

    /// Tells those who keep a copy of a key's value that it changed, as `event` says. What a script
    /// changes, nobody's command did.
    mutating func invalidate(_ key: Span<UInt8>, _ event: StaticString?) {
        invalidate(key, changedBy: nesting == .script ? nobody : client, event)
    }

    /// Tells those who keep a copy of a key's value that it expired.
    mutating func invalidateExpired(_ key: Span<UInt8>) {
        invalidate(key, changedBy: nobody, nil)
    }

    private mutating func invalidate(
        _ key: Span<UInt8>, changedBy client: Client, _ event: StaticString?
    ) {
        if tracking.prefixCount > 0 { tracking.prefixes.note(key, changedBy: client) }
        tellReaders(of: key, event)
        if !tracking.isOn { didChangeListeners() }
    }

    /// Tells those who keep a copy of a key's value, the client that sent the command behind its reply
    /// but where `isAtOnce`.
    private mutating func tellReaders(
        of key: Span<UInt8>, _ event: StaticString? = nil, isAtOnce: Bool = false
    ) {
        for id in tracking.keys.take(key) {
            guard let reader = tracking.client(id), let options = reader.tracking,
                options.mode != .broadcast, !(options.isLoopless && reader === sendingClient)
            else { continue }
            if reader === sendingClient, server == nil, !isAtOnce {
                tracking.pending.append([UInt8](key))
            } else {
                tell(reader, [[UInt8](key)], event)
            }
        }
    }

    /// Tells everybody who tracks keys that all have changed. With `isLazy` it is at leisure that the
    /// memory is freed in which many of them stood.
    package mutating func invalidateAll(isLazy: Bool = false) {
        guard events.observers.contains(.tracking) else { return }
        for client in tracking.clients {
            if client === sendingClient { tracking.pending.append(nil) } else { tell(client, nil) }
        }
        let remains = tracking.keys.takeApart()
        if isLazy, remains.count > PendingFrees.leastEffort { pendingFrees.add(remains) }
    }

    /// Tells the client what it changed itself while it tracked keys; called behind the reply.
    @inline(never) mutating func tellPending() {
        let pending = tracking.pending
        tracking.pending = []
        for key in pending { tell(client, key.map { [$0] }) }
    }

    /// Tells those who asked for all changes behind a prefix of those that a batch made.
    @inline(never) mutating func broadcastChanges() {
        for prefix in tracking.prefixes.takeChanged() {
            for client in prefix.clients {
                let isLoopless = client.tracking?.isLoopless ?? false
                let keys = prefix.keys(without: isLoopless ? client : nil)
                if !keys.isEmpty { tell(client, keys) }
            }
        }
    }

    /// Tells a client, or the one that it has told instead, which keys changed; nil stands for all.
    private mutating func tell(
        _ reader: Client, _ keys: [[UInt8]]?, _ event: StaticString? = nil
    ) {
        let redirect = reader.tracking?.redirect ?? tracking.pendingRedirect
        var target = reader
        if redirect != 0 {
            guard let other = clients[id: redirect], other.isConnected else {
                return tellBroken(reader, redirect)
            }
            target = other
        }
        var frame = ReplyWriter(version: .three, capacity: 128)
        if target.version == .three {
            frame.push(2)
            frame.bulk("invalidate")
        } else if redirect != 0, target.isSubscriber {
            frame.push(3)
            frame.bulk("message")
            frame.bulk("__redis__:invalidate")
        } else {
            return
        }
        if let keys {
            frame.array(keys.count)
            for key in keys { frame.bulk(key.span) }
        } else {
            frame.version = reader.version
            frame.null()
        }
        deliver(frame, to: target, behindReply: target === client && isBehindReply(event))
    }

    /// Tells a client that the one is gone which was to be told in its place.
    private mutating func tellBroken(_ reader: Client, _ id: Int) {
        reader.tracking?.isRedirectBroken = true
        guard reader.version == .three else { return }
        var frame = ReplyWriter(version: .three, capacity: 64)
        frame.push(2)
        frame.bulk("tracking-redir-broken")
        frame.integer(id)
        deliver(frame, to: reader)
    }
}
