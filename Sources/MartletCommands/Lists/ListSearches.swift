import MartletEngine

extension ListCommands {
    static let searches: [CommandSpec] = [
        CommandSpec(.lpos, summary: "Returns the indices of an element.", run: lpos),
        CommandSpec(.lrem, summary: "Removes elements by their value.", run: lrem),
        CommandSpec(
            .linsert, summary: "Adds an element before or behind another one.", run: linsert),
    ]

    /// Replies with the index of the element, or null; with `COUNT`, with an array of indices.
    static func lpos(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let options = try PositionOptions(arguments, from: 3)
        guard let list = try call.list(at: arguments[1], .read) else {
            return options.count == nil ? reply.null() : reply.array(0)
        }
        let place = reply.place
        var found = 0
        list.forEachIndex(of: arguments[2], options) { index in
            reply.integer(index)
            found += 1
        }
        if options.count != nil {
            reply.finishArray(at: place, count: found)
        } else if found == 0 {
            reply.null()
        }
    }

    /// Replies with the number of elements that were removed.
    static func lrem(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let count = try arguments.integer(at: 2)
        let key = arguments[1]
        guard let list = try call.list(at: key, .write) else { return reply.integer(0) }
        let removed = list.elements.removeAll(
            arguments[3], from: count < 0 ? .tail : .head,
            limit: count == 0 ? .max : Int(clamping: count.magnitude))
        if removed > 0 {
            call.didModify(key, event: "lrem", count: removed)
            call.removeIfEmpty(list, at: key)
        }
        reply.integer(removed)
    }

    /// Replies with the new length, 0 for a missing key and -1 if the pivot is missing.
    static func linsert(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let isAfter = arguments[2].isKeyword("AFTER")
        guard isAfter || arguments[2].isKeyword("BEFORE") else { throw .syntax }
        guard let list = try call.list(at: arguments[1], .write) else { return reply.integer(0) }
        let isDone = list.elements.insert(
            arguments[4], next: arguments[3], towards: isAfter ? .tail : .head,
            plainFrom: call.quicklistPackedThreshold)
        guard isDone else { return reply.integer(-1) }
        call.didModify(arguments[1], event: "linsert")
        reply.integer(list.count)
    }
}

/// What LPOS is told: which of the matches are wanted, and how far it is to look.
struct PositionOptions {
    /// The first match that is wanted, from 1 on.
    private(set) var rank = 1
    private(set) var end = ListEnd.head
    /// How many matches are wanted, 0 for all; nil for one that comes without an array.
    private(set) var count: Int?
    /// How many elements are compared at most, 0 for all.
    private(set) var maxLen = 0

    init(_ arguments: Arguments, from index: Int) throws(ReplyError) {
        var options = arguments.cursor(from: index)
        while !options.isAtEnd {
            if options.take("RANK") {
                rank = try options.integer()
                guard rank != 0 else { throw Self.noRank }
            } else if options.take("COUNT") {
                guard let count = try options.bytes().parseInteger(), count >= 0 else {
                    throw ReplyError("ERR COUNT can't be negative")
                }
                self.count = count
            } else if options.take("MAXLEN") {
                guard let maxLen = try options.bytes().parseInteger(), maxLen >= 0 else {
                    throw ReplyError("ERR MAXLEN can't be negative")
                }
                self.maxLen = maxLen
            } else {
                break
            }
        }
        try options.finish()
        if rank < 0 {
            // The rank that has no opposite stays negative: every match is wanted then, whatever the
            // count.
            rank = 0 &- rank
            end = .tail
        }
    }

    private static var noRank: ReplyError {
        ReplyError(
            """
            ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... \
            or use negative to start from the end of the list
            """)
    }
}

extension ListObject {
    /// Calls `body` with the indices of the matches that are wanted.
    fileprivate func forEachIndex(
        of element: Span<UInt8>, _ options: PositionOptions, _ body: (Int) -> Void
    ) {
        let pattern = ElementPattern(element)
        let (listCount, wanted) = (count, options.count ?? 1)
        var (passed, matches) = (0, 0)
        elements.forEach(from: options.end) { candidate in
            defer { passed += 1 }
            guard options.maxLen == 0 || passed < options.maxLen else { return false }
            guard pattern.matches(candidate) else { return true }
            matches += 1
            guard matches >= options.rank else { return true }
            body(options.end == .head ? passed : listCount - 1 - passed)
            if options.count == nil { return false }
            return wanted == 0 || matches &- options.rank &+ 1 < wanted
        }
    }
}
