import MartletEngine

extension RDBWriter {
    /// Appends a stream: its nodes, its figures, and its groups with their pending entries.
    mutating func append(_ stream: StreamObject) {
        append(RDBType.stream)
        append(length: stream.log.nodeCount)
        stream.log.forEachNode { id, bytes in
            append(length: 16)
            append(bytes: id)
            append(string: bytes)
        }
        append(length: stream.count)
        append(numbers: stream.log.lastID)
        append(numbers: stream.log.firstID)
        append(numbers: stream.log.greatestDeletedID)
        append(number: UInt64(bitPattern: Int64(stream.log.addedCount)))
        append(length: stream.groups.count)
        for group in stream.groups.all { append(group) }
    }

    private mutating func append(_ group: ConsumerGroup) {
        append(name: group.name)
        append(numbers: group.lastID)
        append(number: UInt64(bitPattern: Int64(group.readCount ?? -1)))
        append(length: group.pendingCount)
        group.forEachPending { id, entry in
            append(bytes: id)
            append(word: entry.deliveredAt)
            append(number: UInt64(bitPattern: Int64(entry.deliveryCount)))
            return true
        }
        append(length: group.consumers.count)
        for consumer in group.consumers.all {
            append(name: consumer.name)
            append(word: consumer.seenAt)
            append(length: consumer.pendingCount)
            group.forEachPending(of: consumer) { id, _ in
                append(bytes: id)
                return true
            }
        }
    }

    private mutating func append(name: [UInt8]) {
        append(string: name.span)
    }

    /// Appends an id as two numbers.
    private mutating func append(numbers id: StreamID) {
        append(number: id.time)
        append(number: id.sequence)
    }

    /// Appends an id as sixteen bytes, the highest first.
    private mutating func append(bytes id: StreamID) {
        append(word: id.time.byteSwapped)
        append(word: id.sequence.byteSwapped)
    }
}
