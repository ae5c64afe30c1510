import MartletEngine

extension Entry {
    /// How many bytes the value takes in one of Redis's files, were it not compressed.
    var serializedLength: Int {
        switch kind {
        case .integer: SerializedLength.of(integer: integer)
        case .bytes, .blob: SerializedLength.of(bytes)
        case .list: object(as: ListObject.self).map(SerializedLength.of) ?? 0
        case .set: object(as: SetObject.self).map(SerializedLength.of) ?? 0
        case .hash: object(as: HashObject.self).map(SerializedLength.of) ?? 0
        case .stream: object(as: StreamObject.self).map(SerializedLength.of) ?? 0
        default: 0
        }
    }
}

/// How many bytes something takes in one of Redis's files, were it not compressed.
private enum SerializedLength {
    /// A list is its number of nodes, and of each its form and its bytes.
    static func of(_ list: ListObject) -> Int {
        var size = of(count: list.elements.nodeCount)
        list.elements.forEachNode { bytes, _ in size += 1 + of(bytes) }
        return size
    }

    static func of(_ set: SetObject) -> Int {
        if let size = set.withIntegers({ integers in of(payload: integers.bytes) }) { return size }
        var size = of(count: set.count)
        set.forEach { member in
            size += of(member)
            return true
        }
        return size
    }

    static func of(_ hash: HashObject) -> Int {
        if let size = hash.withPacked({ packed in of(payload: packed.bytes) }) { return size }
        var size = of(count: hash.count)
        hash.forEach { field, value in
            size += of(field) + of(value)
            return true
        }
        return size
    }

    /// A stream is its nodes with their ids, its figures, and its groups.
    static func of(_ stream: StreamObject) -> Int {
        var size = of(count: stream.log.nodeCount) + of(count: stream.count)
        stream.log.forEachNode { _, bytes in size += 17 + of(payload: bytes) }
        for id in [stream.log.lastID, stream.log.firstID, stream.log.greatestDeletedID] {
            size += of(id)
        }
        size += of(number: UInt64(bitPattern: Int64(stream.log.addedCount)))
        size += of(count: stream.groups.count)
        return stream.groups.all.reduce(size) { size, group in size + of(group) }
    }

    private static func of(_ group: ConsumerGroup) -> Int {
        var size = of(name: group.name) + of(group.lastID)
        size += of(number: UInt64(bitPattern: Int64(group.readCount ?? -1)))
        size += of(count: group.pendingCount) + of(count: group.consumers.count)
        group.forEachPending { _, entry in
            size += 24 + of(number: UInt64(bitPattern: Int64(entry.deliveryCount)))
            return true
        }
        return group.consumers.all.reduce(size) { size, consumer in
            size + of(name: consumer.name) + 8 + of(count: consumer.pendingCount)
                + 16 * consumer.pendingCount
        }
    }

    private static func of(name: [UInt8]) -> Int { of(name.span) }

    private static func of(_ id: StreamID) -> Int { of(number: id.time) + of(number: id.sequence) }

    private static func of(number: UInt64) -> Int {
        number > UInt64(UInt32.max) ? 9 : of(count: Int(number))
    }

    static func of(_ string: StringView) -> Int {
        string.withBytes { bytes in of(bytes) }
    }

    /// A short string that spells an integer is written as one.
    static func of(_ bytes: Span<UInt8>) -> Int {
        if bytes.count <= 11, let integer = bytes.parseInteger(), Int32(exactly: integer) != nil {
            return of(integer: integer)
        }
        return of(payload: bytes)
    }

    static func of(payload: Span<UInt8>) -> Int { of(count: payload.count) + payload.count }

    static func of(count: Int) -> Int { count < 64 ? 1 : count < 16_384 ? 2 : 5 }

    static func of(integer: Int) -> Int {
        if Int8(exactly: integer) != nil { return 2 }
        if Int16(exactly: integer) != nil { return 3 }
        if Int32(exactly: integer) != nil { return 5 }
        return IntegerText(integer).span.count + 1
    }
}
