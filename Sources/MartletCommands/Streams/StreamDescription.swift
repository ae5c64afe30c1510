import MartletEngine

/// All that XINFO STREAM FULL tells.
struct StreamDescription {
    let stream: StreamObject
    /// The most entries, and the most pending entries of each group and consumer; nil for all.
    let limit: Int?

    /// The limit if nobody says otherwise.
    static let usualLimit = 10

    func write(to reply: inout ReplyWriter) {
        reply.map(9)
        reply.figures(of: stream)
        reply.bulk("entries")
        stream.write(StreamRange(first: .zero, last: .greatest), limit: limit, to: &reply)
        reply.bulk("groups")
        reply.array(stream.groups.count)
        for group in stream.groups.all { write(group, to: &reply) }
    }

    private func write(_ group: ConsumerGroup, to reply: inout ReplyWriter) {
        reply.map(7)
        reply.bulk("name")
        reply.bulk(group.name)
        reply.progress(of: group, in: stream)
        reply.bulk("pel-count")
        reply.integer(group.pendingCount)
        reply.bulk("pending")
        writePending(of: group, nil, to: &reply)
        reply.bulk("consumers")
        reply.array(group.consumers.count)
        for consumer in group.consumers.all {
            reply.map(4)
            reply.bulk("name")
            reply.bulk(consumer.name)
            reply.bulk("seen-time")
            reply.integer(consumer.seenAt)
            reply.bulk("pel-count")
            reply.integer(consumer.pendingCount)
            reply.bulk("pending")
            writePending(of: group, consumer, to: &reply)
        }
    }

    /// Writes an array of the pending entries of a group, each with its consumer, or of one consumer.
    private func writePending(
        of group: ConsumerGroup, _ consumer: StreamConsumer?, to reply: inout ReplyWriter
    ) {
        let limit = limit ?? .max
        let place = reply.place
        var written = 0
        group.forEachPending(of: consumer) { id, entry in
            reply.array(consumer == nil ? 4 : 3)
            reply.bulk(id)
            if consumer == nil { reply.bulk(entry.consumer.name) }
            reply.integer(entry.deliveredAt)
            reply.integer(entry.deliveryCount)
            written += 1
            return written < limit
        }
        reply.finishArray(at: place, count: written)
    }
}

extension ReplyWriter {
    /// Writes the figures about a stream: seven names and values.
    mutating func figures(of stream: StreamObject) {
        bulk("length")
        integer(stream.count)
        bulk("radix-tree-keys")
        integer(stream.log.nodeCount)
        bulk("radix-tree-nodes")
        integer(stream.log.radixTreeNodeCount)
        bulk("last-generated-id")
        bulk(stream.log.lastID)
        bulk("max-deleted-entry-id")
        bulk(stream.log.greatestDeletedID)
        bulk("entries-added")
        integer(stream.log.addedCount)
        bulk("recorded-first-entry-id")
        bulk(stream.log.firstID)
    }

    /// Writes what a group has read and what it has not: three names and values.
    mutating func progress(of group: ConsumerGroup, in stream: StreamObject) {
        bulk("last-delivered-id")
        bulk(group.lastID)
        bulk("entries-read")
        known(group.readCount)
        bulk("lag")
        known(stream.lag(of: group))
    }

    private mutating func known(_ number: Int?) {
        if let number { integer(number) } else { null() }
    }
}
