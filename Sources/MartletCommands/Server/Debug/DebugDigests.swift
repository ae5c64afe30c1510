import MartletEngine

/// Fingerprints of values and of the whole data set, which equal those of any Redis with the same.
extension DebugCommands {
    /// Replies with the fingerprint of all databases. It does not depend on the order of keys.
    static func digest(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var digest = SHA1Digest.zero
        for index in 0..<call.databaseCount {
            call.withDatabase(index) { keyspace in
                guard keyspace.count > 0 else { return }
                digest.mix(UInt32(index))
                keyspace.forEachStored { entry in
                    var pair = SHA1Digest.zero
                    pair.mix(entry.key)
                    pair.mix(entry)
                    digest.add(pair.bytes.span)
                }
            }
        }
        reply.status(text: digest.hexadecimal)
    }

    /// Replies with the fingerprint of each key's value, zeros for a missing key.
    static func digestValue(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.array(arguments.count - 2)
        var keys = arguments.cursor(from: 2)
        while let key = keys.next() {
            var digest = SHA1Digest.zero
            if let entry = call.keyspace.storedEntry(at: key) { digest.mix(entry) }
            reply.status(text: digest.hexadecimal)
        }
    }
}

extension SHA1Digest {
    /// Combines with the digest of `bytes`, in whatever order.
    fileprivate mutating func add(_ bytes: Span<UInt8>) {
        self ^= SHA1.digest(of: bytes)
    }

    /// Combines with the digest of `bytes` so that the order matters.
    fileprivate mutating func mix(_ bytes: Span<UInt8>) {
        add(bytes)
        self = SHA1.digest(of: self.bytes.span)
    }

    fileprivate mutating func mix(_ number: UInt32) {
        let bytes = InlineArray<4, UInt8> { i in
            UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * i))
        }
        mix(bytes.span)
    }

    /// Combines with a value: the number of its type, its elements, and whether it expires.
    fileprivate mutating func mix(_ entry: borrowing Entry) {
        switch entry.kind {
        case .integer:
            mix(0 as UInt32)
            mix(IntegerText(entry.integer).span)
        case .bytes, .blob:
            mix(0 as UInt32)
            mix(entry.bytes)
        case .list:
            mix(1 as UInt32)
            if let list = entry.object(as: ListObject.self) { mix(list) }
        case .set:
            mix(2 as UInt32)
            if let set = entry.object(as: SetObject.self) { add(set) }
        case .hash:
            mix(4 as UInt32)
            if let hash = entry.object(as: HashObject.self) { add(hash) }
        case .sortedSet:
            mix(3 as UInt32)
            if let set = entry.object(as: SortedSetObject.self) { add(set) }
        case .stream:
            mix(6 as UInt32)
            if let stream = entry.object(as: StreamObject.self) { mix(stream) }
        }
        if entry.deadline != nil { add("!!expire!!".utf8.span) }
    }

    private mutating func mix(_ list: ListObject) {
        list.elements.forEach(from: .head) { element in
            element.withBytes { bytes in mix(bytes) }
            return true
        }
    }

    private mutating func mix(_ stream: StreamObject) {
        stream.log.forEach(from: .zero, through: .greatest) { entry in
            mix(StreamIDText(entry.id, separator: UInt8(ascii: ".")).span)
            entry.forEachField { field, value in
                field.withBytes { bytes in mix(bytes) }
                value.withBytes { bytes in mix(bytes) }
            }
            return true
        }
    }

    private mutating func add(_ set: SortedSetObject) {
        set.forEach(in: 0..<set.count) { member, score in
            var element = SHA1Digest.zero
            member.withBytes { bytes in element.mix(bytes) }
            element.mix(DoubleText(score).span)
            add(element.bytes.span)
        }
    }

    private mutating func add(_ set: SetObject) {
        set.forEach { member in
            member.withBytes { bytes in add(bytes) }
            return true
        }
    }

    private mutating func add(_ hash: HashObject) {
        hash.forEach { field, value in
            var pair = SHA1Digest.zero
            field.withBytes { bytes in pair.mix(bytes) }
            value.withBytes { bytes in pair.mix(bytes) }
            add(pair.bytes.span)
            return true
        }
    }
}
