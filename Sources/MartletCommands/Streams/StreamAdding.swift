import MartletEngine

extension StreamCommands {
    static let adding: [CommandSpec] = [
        CommandSpec(.xadd, summary: "Adds an entry to a stream.", run: xadd),
        CommandSpec(.xlen, summary: "Returns the number of entries.", run: xlen),
        CommandSpec(.xsetid, summary: "Sets what a stream knows of its past.", run: xsetid),
    ]

    /// Replies with the id of the entry, null if there is no stream and none is to be made.
    static func xadd(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let options = try StreamOptions(
            adding: arguments, nodeEntries: call.settings.streamNodeMaxEntries)
        let key = arguments[1]
        let stream: StreamObject
        if let old = try call.stream(at: key, .write) {
            stream = old
        } else {
            guard options.makesStream else { return reply.null() }
            stream = call.makeStream(at: key)
        }
        let id = try newID(options.id, in: stream, now: call.clock.wallMilliseconds)
        let fields = arguments.cursor(from: options.fieldIndex)
        guard stream.append(id, fields, call.streamNodeLimit) else {
            throw .streamElementsTooLarge
        }
        call.didModify(key, event: "xadd")
        if let trim = options.trim, stream.log.trim(trim) > 0 {
            call.didNotice(key, event: "xtrim", count: 0)
        }
        call.wakeReaders(of: key)
        reply.bulk(id)
    }

    /// Returns the id of a new entry.
    private static func newID(
        _ wanted: StreamOptions.ID, in stream: StreamObject, now: Int
    ) throws(ReplyError) -> StreamID {
        let last = stream.log.lastID
        guard let next = last.next else {
            throw ReplyError(
                "ERR The stream has exhausted the last possible ID, unable to add more items")
        }
        let id: StreamID
        switch wanted {
        case .given(let given): id = given
        case .automatic:
            let time = UInt64(now)
            return time > last.time ? StreamID(time, 0) : next
        case .time(last.time):
            // Redis means the error to be another one.
            guard last.sequence < .max else { throw .streamElementsTooLarge }
            id = next
        case .time(let time): id = StreamID(time, 0)
        }
        guard id > last else { throw .streamIDTooSmall }
        return id
    }

    /// Replies with the number, 0 for a missing key.
    static func xlen(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.integer(try call.stream(at: arguments[1], .read)?.count ?? 0)
    }

    /// Replies with `OK`.
    static func xsetid(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let past = try StreamPast(arguments)
        guard let stream = try call.stream(at: arguments[1], .write) else { throw .noSuchKey }
        try past.check(stream)
        stream.log.lastID = past.lastID
        if let addedCount = past.addedCount { stream.log.addedCount = addedCount }
        if past.greatestDeletedID != .zero {
            stream.log.greatestDeletedID = past.greatestDeletedID
        }
        call.didNotice(arguments[1], event: "xsetid")
        reply.ok()
    }
}

/// What XSETID tells of the entries that were once in a stream.
private struct StreamPast {
    let lastID: StreamID
    private(set) var addedCount: Int?
    private(set) var greatestDeletedID = StreamID.zero

    init(_ arguments: Arguments) throws(ReplyError) {
        lastID = try arguments.streamID(at: 2)
        var options = arguments.cursor(from: 3)
        while options.remaining > 1 {
            if options.take("ENTRIESADDED") {
                let count = try options.integer()
                guard count >= 0 else { throw ReplyError("ERR entries_added must be positive") }
                addedCount = count
            } else if options.take("MAXDELETEDID") {
                guard let id = StreamID(try options.bytes()) else { throw .invalidStreamID }
                guard id <= lastID else {
                    throw ReplyError(
                        """
                        ERR The ID specified in XSETID is smaller than the provided \
                        max_deleted_entry_id
                        """)
                }
                greatestDeletedID = id
            } else {
                break
            }
        }
        try options.finish()
    }

    /// Checks that a stream may have had such entries.
    func check(_ stream: StreamObject) throws(ReplyError) {
        guard stream.count > 0 else { return }
        guard lastID >= stream.log.lastEntryID else {
            throw ReplyError(
                "ERR The ID specified in XSETID is smaller than the target stream top item")
        }
        guard addedCount ?? .max >= stream.count else {
            throw ReplyError(
                """
                ERR The entries_added specified in XSETID is smaller than the target stream length
                """)
        }
    }
}
