/// Those who read a stream together: each entry goes to one of them, and is pending until it is
/// acknowledged.
package final class ConsumerGroup: Named {
    package let name: [UInt8]
    /// The last entry that was delivered.
    package var lastID: StreamID
    /// How many entries were read since the stream began; nil if that isn't known.
    package var readCount: Int?
    /// The entries that weren't acknowledged.
    var pending = StreamIndex<PendingEntry>()
    package private(set) var consumers = NamedElements<StreamConsumer>()

    package init(_ name: [UInt8], lastID: StreamID, readCount: Int?) {
        self.name = name
        self.lastID = lastID
        self.readCount = readCount
    }

    /// Returns a group of its own with the same consumers and entries.
    func copy() -> ConsumerGroup {
        let copy = ConsumerGroup(name, lastID: lastID, readCount: readCount)
        for consumer in consumers.all {
            let twin = StreamConsumer(consumer.name, seenAt: consumer.seenAt)
            twin.pending = consumer.pending
            copy.consumers.insert(twin)
        }
        pending.forEach { id, entry in
            let name = entry.consumer.name
            guard let consumer = copy.consumers[name.span] else { return }
            var twin = entry
            twin.consumer = consumer
            copy.pending.insert(twin, at: id)
        }
        return copy
    }
}

/// One of those who read a stream together.
package final class StreamConsumer: Named {
    package let name: [UInt8]
    /// When it last asked for something, in milliseconds since 1970.
    package var seenAt: Int
    /// The entries that it has and didn't acknowledge. When and how often they were delivered is
    /// told by its group.
    var pending = StreamIndex<Void>()

    package init(_ name: [UInt8], seenAt: Int) {
        self.name = name
        self.seenAt = seenAt
    }

    /// The number of entries that it didn't acknowledge.
    package var pendingCount: Int { pending.count }
}

/// Who has an entry that wasn't acknowledged.
package struct PendingEntry {
    package var consumer: StreamConsumer
    /// When it was delivered last, in milliseconds since 1970.
    package var deliveredAt: Int
    /// How often it was delivered.
    package var deliveryCount: Int

    package init(_ consumer: StreamConsumer, deliveredAt: Int, deliveryCount: Int = 1) {
        self.consumer = consumer
        self.deliveredAt = deliveredAt
        self.deliveryCount = deliveryCount
    }

    /// Returns for how long the entry is pending.
    package func idleMilliseconds(_ now: Int) -> Int { now &- deliveredAt }
}

// MARK: - Consumers

extension ConsumerGroup {
    /// Makes a consumer; there is none of the name.
    package func makeConsumer(_ name: Span<UInt8>, seenAt: Int) -> StreamConsumer {
        let consumer = StreamConsumer([UInt8](name), seenAt: seenAt)
        let isNew = consumers.insert(consumer)
        precondition(isNew, "a consumer's name is its own")
        return consumer
    }

    /// Removes a consumer and the entries that it has; returns how many these were, nil if there is no
    /// such consumer.
    package func removeConsumer(_ name: Span<UInt8>) -> Int? {
        guard let consumer = consumers.remove(name) else { return nil }
        consumer.pending.forEach { id, _ in pending.remove(id) }
        return consumer.pendingCount
    }
}

// MARK: - Pending entries

extension ConsumerGroup {
    /// The number of entries that weren't acknowledged.
    package var pendingCount: Int { pending.count }

    /// The first and the last entry that weren't acknowledged.
    package var pendingBounds: (first: StreamID, last: StreamID)? {
        guard let first = pending.first, let last = pending.last else { return nil }
        return (pending.id(at: first), pending.id(at: last))
    }

    /// The entry with this id, if it is pending. A new one, or one with another consumer, takes the
    /// place of the old one. Takes O(log n).
    package subscript(id: StreamID) -> PendingEntry? {
        get {
            pending.place(of: id).map { place in pending[place] }
        }
        set {
            let place = pending.place(of: id)
            let old = place.map { pending[$0].consumer }
            if let old, old !== newValue?.consumer { old.pending.remove(id) }
            guard let entry = newValue else {
                if let place { pending.remove(at: place) }
                return
            }
            if entry.consumer !== old { entry.consumer.pending.insert((), at: id) }
            if let place { pending[place] = entry } else { pending.insert(entry, at: id) }
        }
    }

    /// Acknowledges an entry; returns whether it was pending.
    package func acknowledge(_ id: StreamID) -> Bool {
        guard let place = pending.place(of: id) else { return false }
        pending.remove(at: place).consumer.pending.remove(id)
        return true
    }

    /// Calls `body` with the pending entries from `first` on, those of `consumer` alone if there is
    /// one, as long as it returns true. To find the first takes O(log n).
    package func forEachPending(
        of consumer: StreamConsumer? = nil, from first: StreamID = .zero,
        _ body: (StreamID, PendingEntry) -> Bool
    ) {
        guard let consumer else {
            var place = pending.place(notBefore: first)
            while let current = place, body(pending.id(at: current), pending[current]) {
                place = pending.place(after: current)
            }
            return
        }
        var place = consumer.pending.place(notBefore: first)
        while let current = place {
            let id = consumer.pending.id(at: current)
            guard let entry = self[id], body(id, entry) else { return }
            place = consumer.pending.place(after: current)
        }
    }

    /// Returns the first pending entry whose id is not less than `id`. Takes O(log n).
    package func firstPending(from id: StreamID) -> StreamID? {
        pending.place(notBefore: id).map { place in pending.id(at: place) }
    }
}

// MARK: - As a whole

extension ConsumerGroup {
    var memoryUsage: Int {
        let own = AllocationSize.size(of: 96 + name.count)
        return consumers.all.reduce(own + pending.memoryUsage) { sum, consumer in
            sum + AllocationSize.size(of: 80 + consumer.name.count) + consumer.pending.memoryUsage
        }
    }

    /// Frees about `limit` entries; returns whether none is left.
    func freeSome(_ limit: Int) -> Bool {
        guard pending.freeSome(limit) else { return false }
        while let consumer = consumers.all.last {
            guard consumer.pending.freeSome(limit) else { return false }
            _ = consumers.removeLast()
        }
        return true
    }

    /// Stops the program if the group contradicts itself. Takes O(n log n).
    package func checkInvariants() {
        pending.checkInvariants()
        var sum = 0
        for (consumer, next) in zip(consumers.all, consumers.all.dropFirst()) {
            let (name, nextName) = (consumer.name, next.name)
            precondition(name.span.precedes(nextName.span))
        }
        for consumer in consumers.all {
            consumer.pending.checkInvariants()
            sum += consumer.pendingCount
            consumer.pending.forEach { id, _ in precondition(self[id]?.consumer === consumer) }
        }
        precondition(sum == pendingCount)
    }
}
