/// What handlers tell of the changes that they make.
extension CommandCall {
    /// Tells that `key` changed: to clients that watch it, to those that listen for `event`, and to
    /// persistence. Called after the change, once for each key; `count` is what it counts for.
    @inline(__always)
    package mutating func didModify(_ key: Span<UInt8>, event: StaticString, count: Int = 1) {
        events.dirty &+= count
        if !events.observers.isEmpty { tell(event, key, in: selected) }
    }

    /// Tells that `key` changed in a way that no event tells of.
    package mutating func didModify(_ key: Span<UInt8>) {
        events.dirty &+= 1
        if !events.observers.isEmpty { tell(nil, key, in: selected) }
    }

    /// Tells that `key` of the database at `index`, selected or not, changed.
    package mutating func didModify(
        _ key: Span<UInt8>, in index: Int, event: StaticString, count: Int = 1
    ) {
        events.dirty &+= count
        if !events.observers.isEmpty { tell(event, key, in: index) }
    }

    /// Tells that a client that waited was served from `key`: whoever wants to know of changes has been
    /// told when there came what it was served with.
    package mutating func didServe(from key: Span<UInt8>, event: StaticString) {
        if !events.observers.isEmpty { tell(noticeOf: event, key) }
    }

    /// Tells a change to those who want to know of each: the clients that watch the key come first.
    @inline(never)
    private mutating func tell(_ event: StaticString?, _ key: Span<UInt8>, in index: Int) {
        let observers = events.observers
        if observers.contains(.watches) {
            withDatabase(index) { keyspace in
                keyspace.watched.touch(key, hash: keyspace.seed.hash(key))
            }
        }
        if let event, observers.contains(.recording) { events.record(event, key: key) }
        if !observers.isDisjoint(with: [.notifications, .tracking]) {
            spread(event, key, in: index)
        }
    }

    /// Tells an event that is no change of the key to those who listen for events.
    @inline(never)
    mutating func tell(noticeOf event: StaticString, _ key: Span<UInt8>) {
        if events.observers.contains(.recording) { events.record(event, key: key) }
        if events.observers.contains(.notifications) { notify(event, key, in: selected) }
    }
}
