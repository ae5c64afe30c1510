import MartletEngine

/// What the stream commands have in common.
extension CommandCall {
    /// Returns the stream at `key`.
    ///
    /// - Throws: `ReplyError.wrongType`.
    @inline(__always)
    mutating func stream(
        at key: Span<UInt8>, _ access: KeyAccess
    ) throws(ReplyError) -> StreamObject? {
        try keyspace.object(at: key, access)
    }

    /// Makes an empty stream at `key`, where there is nothing.
    mutating func makeStream(at key: Span<UInt8>) -> StreamObject {
        let stream = StreamObject()
        keyspace.store(stream, at: key)
        return stream
    }

    /// How large the nodes of a stream may become.
    var streamNodeLimit: StreamLog.NodeLimit {
        mutating get {
            StreamLog.NodeLimit(
                bytes: settings.streamNodeMaxBytes, entries: settings.streamNodeMaxEntries)
        }
    }

    /// Lets those who wait for the stream at `key` look at it again.
    mutating func wakeReaders(of key: Span<UInt8>) {
        if keyspace.notesStored { keyspace.noteStored(.stream, at: key) }
    }
}

extension Arguments {
    /// Returns the id at `index`, which may lack its sequence.
    ///
    /// - Throws: `ReplyError.invalidStreamID`.
    func streamID(at index: Int, sequence: UInt64 = 0) throws(ReplyError) -> StreamID {
        guard let id = StreamID(self[index], sequence: sequence) else { throw .invalidStreamID }
        return id
    }

    /// Returns the ids from `index` on.
    ///
    /// - Throws: `ReplyError.invalidStreamID`.
    func streamIDs(from index: Int) throws(ReplyError) -> [StreamID] {
        var ids: [StreamID] = []
        ids.reserveCapacity(count - index)
        for index in index..<count { ids.append(try streamID(at: index)) }
        return ids
    }
}
