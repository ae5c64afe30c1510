import MartletEngine

extension ListCommands {
    static let pops: [CommandSpec] = [
        CommandSpec(.lpop, summary: "Removes the first elements of a list.", run: lpop),
        CommandSpec(.rpop, summary: "Removes the last elements of a list.", run: rpop),
        CommandSpec(
            .lmpop, summary: "Removes elements at an end of the first list that is there.",
            run: lmpop),
    ]

    /// Replies with the element; with a count, with an array of them.
    static func lpop(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try pop(arguments, from: .head, &call, &reply)
    }

    /// Replies with the element; with a count, with an array of them, the last one first.
    static func rpop(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try pop(arguments, from: .tail, &call, &reply)
    }

    @inline(__always)
    private static func pop(
        _ arguments: Arguments, from end: ListEnd, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count == 2 else {
            return try popMany(arguments, from: end, &call, &reply)
        }
        guard let list = try call.list(at: arguments[1], .write) else { return reply.null() }
        call.popElement(of: list, at: arguments[1], from: end, &reply)
    }

    @inline(never)
    private static func popMany(
        _ arguments: Arguments, from end: ListEnd, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count == 3 else { throw .wrongArity(end == .head ? "lpop" : "rpop") }
        guard let count = arguments[2].parseInteger(), count >= 0 else { throw .notPositive }
        guard let list = try call.list(at: arguments[1], .write) else {
            return reply.nullArray()
        }
        guard count > 0 else { return reply.array(0) }
        call.popElements(of: list, at: arguments[1], from: end, limit: count, &reply)
    }

    /// Replies with the key and its elements, null if none of the keys is there.
    static func lmpop(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let options = try PopOptions(arguments, from: 1)
        for index in options.keys {
            guard let list = try call.list(at: arguments[index], .write) else { continue }
            reply.array(2)
            reply.bulk(arguments[index])
            call.popElements(
                of: list, at: arguments[index], from: options.end, limit: options.limit, &reply)
            return
        }
        reply.nullArray()
    }
}

/// What LMPOP and BLMPOP are told: the keys, an end, and how many elements are wanted.
struct PopOptions {
    /// The indices of the keys.
    let keys: Range<Int>
    let end: ListEnd
    /// The most elements that are wanted.
    private(set) var limit = 1

    /// Reads the arguments from the number of keys on.
    ///
    /// - Throws: what is wrong with them, in Redis's order.
    init(_ arguments: Arguments, from index: Int) throws(ReplyError) {
        guard let keyCount = arguments[index].parseInteger(), keyCount > 0 else {
            throw ReplyError("ERR numkeys should be greater than 0")
        }
        guard keyCount < arguments.count - index - 1 else { throw .syntax }
        keys = index + 1..<index + 1 + keyCount
        end = try ListEnd(arguments[keys.upperBound])
        var options = arguments.cursor(from: keys.upperBound + 1)
        if options.remaining > 1, options.take("COUNT") {
            guard let limit = try options.bytes().parseInteger(), limit > 0 else {
                throw ReplyError("ERR count should be greater than 0")
            }
            self.limit = limit
        }
        try options.finish()
    }
}
