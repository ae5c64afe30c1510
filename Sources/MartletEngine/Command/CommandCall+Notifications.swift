/// Keyspace notifications, and what happens to keys without a command's doing.
extension CommandCall {
    /// Tells a change to those who listen: clients that track the key first.
    mutating func spread(_ event: StaticString?, _ key: Span<UInt8>, in index: Int) {
        if wantsNotices { spreadNotices(of: selected) }
        if events.observers.contains(.tracking) { invalidate(key, event) }
        if let event, events.observers.contains(.notifications) { notify(event, key, in: index) }
    }

    /// Publishes an event on the channels that are made for it, if it is of a class that is wanted:
    /// first by key, then by event.
    mutating func notify(_ event: StaticString, _ key: Span<UInt8>, in index: Int) {
        let wanted = settings.notifyKeyspaceEvents
        guard !subscriptions.isEmpty, wanted.contains(.of(event)) else { return }
        let isBehind = client.session.isListening && isBehindReply(event)
        var channel = ByteBuffer(capacity: 64 + key.count)
        if wanted.contains(.keyspace) {
            channel.append(text: "__keyspace@\(index)__:")
            channel.append(key)
            _ = publish(event.bytes, to: channel.span, behindReply: isBehind)
            channel.removeAll()
        }
        if wanted.contains(.keyevent) {
            channel.append(text: "__keyevent@\(index)__:")
            channel.append(event)
            _ = publish(key, to: channel.span, behindReply: isBehind)
        }
    }

    /// Whether the client that sent the command that runs has got its reply when `event` is told.
    mutating func isBehindReply(_ event: StaticString?) -> Bool {
        guard !hasReplied, let event else { return hasReplied }
        return EventOrder.isBehindReply(event, of: table.rows[row].fullName)
    }

    /// Tells of the keys of a database that expired, that were missed or that are new, since this was
    /// last called.
    @inline(never) mutating func spreadNotices(of index: Int) {
        let notices = withKeyspace(index) { keyspace in keyspace.takeNotices() }
        for notice in notices {
            switch notice {
            case .expired(let key):
                if events.observers.contains(.tracking) { invalidateExpired(key.span) }
                notify("expired", key.span, in: index)
            case .missed(let key): notify("keymiss", key.span, in: index)
            case .new(let key): notify("new", key.span, in: index)
            }
        }
    }

    /// Calls `body` with a database, wherever it is. Nothing is told of what `body` does.
    private mutating func withKeyspace<Result>(
        _ index: Int, _ body: (inout Keyspace) -> Result
    ) -> Result {
        index == selected ? body(&keyspace) : body(&shelf[index].keyspace)
    }

    /// Makes the keyspaces note what somebody listens for, and the commands tell it. Called after
    /// that changed.
    mutating func didChangeListeners() {
        let wanted = settings.notifyKeyspaceEvents
        let isNotified = !wanted.isDisjoint(with: [.keyspace, .keyevent])
        events.setObserved(.notifications, isNotified)
        events.setObserved(.tracking, tracking.isOn)
        let expired = isNotified && wanted.contains(.expired) || tracking.isOn
        let missed = isNotified && wanted.contains(.keyMiss)
        let new = isNotified && wanted.contains(.newKey)
        wantsNotices = expired || missed || new
        for index in 0..<databaseCount {
            withKeyspace(index) { keyspace in
                keyspace.noticesExpired = expired
                keyspace.noticesMissed = missed
                keyspace.noticesNew = new
            }
        }
    }
}
