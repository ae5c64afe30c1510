import MartletEngine

extension RDBReader {
    /// Takes a stream. An older one tells less of its past.
    @_lifetime(self: copy self)
    mutating func stream(isOlder: Bool) throws(ReplyError) -> StreamObject {
        let stream = StreamObject()
        for _ in 0..<(try length()) {
            let id = try string { (bytes) throws(ReplyError) in
                guard let id = StreamID(bytes: bytes) else { throw .badDataFormat }
                return id
            }
            guard stream.log.appendNode(id, try packedList()) else { throw .badDataFormat }
        }
        guard try length() == stream.count else { throw .badDataFormat }
        stream.log.lastID = try idOfNumbers()
        if isOlder {
            stream.log.addedCount = stream.count
        } else {
            // The first id is known from the nodes.
            _ = try idOfNumbers()
            stream.log.greatestDeletedID = try idOfNumbers()
            stream.log.addedCount = Int(truncatingIfNeeded: try number())
        }
        guard stream.log.lastEntryID <= stream.log.lastID else { throw .badDataFormat }
        for _ in 0..<(try length()) {
            let group = try group(isOlder ? stream : nil)
            guard stream.insert(group) else { throw .badDataFormat }
        }
        return stream
    }

    /// Takes a group. How much it has read is guessed from its stream if there is one.
    @_lifetime(self: copy self)
    private mutating func group(_ stream: StreamObject?) throws(ReplyError) -> ConsumerGroup {
        let name = try string { (bytes) throws(ReplyError) in [UInt8](bytes) }
        let lastID = try idOfNumbers()
        let readCount: Int?
        if let stream {
            readCount = stream.readCount(at: lastID)
        } else {
            let count = Int(truncatingIfNeeded: try number())
            readCount = count == -1 ? nil : count
        }
        let group = ConsumerGroup(name, lastID: lastID, readCount: readCount)
        var pending: [StreamID: (deliveredAt: Int, deliveryCount: Int)] = [:]
        for _ in 0..<(try length()) {
            let id = try idOfBytes()
            let time = try word(Int.self)
            let count = Int(truncatingIfNeeded: try number())
            guard pending.updateValue((time, count), forKey: id) == nil else {
                throw .badDataFormat
            }
        }
        for _ in 0..<(try length()) { try consumer(of: group, &pending) }
        guard pending.isEmpty else { throw .badDataFormat }
        return group
    }

    /// Takes a consumer with its pending entries, each of which is taken out of `pending`.
    @_lifetime(self: copy self)
    private mutating func consumer(
        of group: ConsumerGroup,
        _ pending: inout [StreamID: (deliveredAt: Int, deliveryCount: Int)]
    ) throws(ReplyError) {
        let name = try string { (bytes) throws(ReplyError) in [UInt8](bytes) }
        guard group.consumers[name.span] == nil else { throw .badDataFormat }
        let consumer = group.makeConsumer(name.span, seenAt: try word(Int.self))
        for _ in 0..<(try length()) {
            let id = try idOfBytes()
            guard let entry = pending.removeValue(forKey: id) else { throw .badDataFormat }
            group[id] = PendingEntry(
                consumer, deliveredAt: entry.deliveredAt, deliveryCount: entry.deliveryCount)
        }
    }

    /// Takes an id that is written as two numbers.
    @_lifetime(self: copy self)
    private mutating func idOfNumbers() throws(ReplyError) -> StreamID {
        let time = try number()
        return StreamID(time, try number())
    }

    /// Takes an id that is written as sixteen bytes.
    @_lifetime(self: copy self)
    private mutating func idOfBytes() throws(ReplyError) -> StreamID {
        guard let id = StreamID(bytes: try take(16)) else { throw .badDataFormat }
        return id
    }
}

extension StreamID {
    /// Takes sixteen bytes, the highest first; nil of another number.
    fileprivate init?(bytes: Span<UInt8>) {
        guard bytes.count == 16 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        for i in 0..<8 {
            words.0 = words.0 << 8 | UInt64(bytes[i])
            words.1 = words.1 << 8 | UInt64(bytes[8 + i])
        }
        self.init(words.0, words.1)
    }
}
