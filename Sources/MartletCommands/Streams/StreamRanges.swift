import MartletEngine

extension StreamCommands {
    static let ranges: [CommandSpec] = [
        CommandSpec(
            .xrange, summary: "Returns the entries between two ids.",
            run: { (arguments, call, reply) throws(ReplyError) in
                try range(arguments, reversed: false, &call, &reply)
            }),
        CommandSpec(
            .xrevrange, summary: "Returns the entries between two ids, the last first.",
            run: { (arguments, call, reply) throws(ReplyError) in
                try range(arguments, reversed: true, &call, &reply)
            }),
    ]

    /// Replies with an array of entries; with a null array if none is wanted.
    private static func range(
        _ arguments: Arguments, reversed: Bool, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let range = try StreamRange(
            arguments, first: reversed ? 3 : 2, last: reversed ? 2 : 3)
        var options = arguments.cursor(from: 4)
        var count: Int?
        while options.remaining > 1, options.take("COUNT") {
            count = max(0, try options.integer())
        }
        try options.finish()
        guard let stream = try call.stream(at: arguments[1], .read) else { return reply.array(0) }
        guard count != 0 else { return reply.nullArray() }
        stream.write(range, reversed: reversed, limit: count, to: &reply)
    }
}

/// The ids from one through another.
struct StreamRange {
    let first: StreamID
    let last: StreamID

    init(first: StreamID, last: StreamID) {
        self.first = first
        self.last = last
    }

    /// Takes the bounds at two indices, the first one first.
    ///
    /// - Throws: `ReplyError.invalidStreamID`, and those for bounds that nothing lies beyond.
    init(_ arguments: Arguments, first: Int, last: Int) throws(ReplyError) {
        self.first = try Self.first(arguments[first])
        self.last = try Self.last(arguments[last])
    }

    /// Returns the first id of a range that begins with `text`: `-`, an id, or `(` and one.
    static func first(_ text: Span<UInt8>) throws(ReplyError) -> StreamID {
        let bound = try Bound(text, sequence: 0)
        guard bound.isExclusive else { return bound.id }
        guard let next = bound.id.next else {
            throw ReplyError("ERR invalid start ID for the interval")
        }
        return next
    }

    private static func last(_ text: Span<UInt8>) throws(ReplyError) -> StreamID {
        let bound = try Bound(text, sequence: .max)
        guard bound.isExclusive else { return bound.id }
        guard let previous = bound.id.previous else {
            throw ReplyError("ERR invalid end ID for the interval")
        }
        return previous
    }

    /// One end of a range.
    private struct Bound {
        let id: StreamID
        let isExclusive: Bool

        init(_ text: Span<UInt8>, sequence: UInt64) throws(ReplyError) {
            isExclusive = text.count > 1 && text[0] == UInt8(ascii: "(")
            if !isExclusive, text.isKeyword("-") {
                id = .zero
            } else if !isExclusive, text.isKeyword("+") {
                id = .greatest
            } else {
                let text = isExclusive ? text.extracting(droppingFirst: 1) : text
                guard let id = StreamID(text, sequence: sequence) else { throw .invalidStreamID }
                self.id = id
            }
        }
    }
}

extension StreamObject {
    /// Writes an array of the first entries of a range, or of the last, which come first then.
    func write(
        _ range: StreamRange, reversed: Bool = false, limit: Int?, to reply: inout ReplyWriter
    ) {
        let place = reply.place
        let limit = limit ?? .max
        var written = 0
        if reversed {
            log.forEachReversed(from: range.last, through: range.first) { entry in
                reply.entry(entry)
                written += 1
                return written < limit
            }
        } else {
            log.forEach(from: range.first, through: range.last) { entry in
                reply.entry(entry)
                written += 1
                return written < limit
            }
        }
        reply.finishArray(at: place, count: written)
    }

    /// Writes the entry at `id`; returns whether there is one.
    func write(_ id: StreamID, to reply: inout ReplyWriter) -> Bool {
        log.withEntry(id) { entry in reply.entry(entry) }
    }
}
