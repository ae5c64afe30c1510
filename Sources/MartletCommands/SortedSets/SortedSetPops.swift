import MartletEngine

extension SortedSetCommands {
    static let pops: [CommandSpec] = [
        CommandSpec(
            .zpopmin, summary: "Removes the members with the lowest scores.", run: zpopmin),
        CommandSpec(
            .zpopmax, summary: "Removes the members with the highest scores.", run: zpopmax),
        CommandSpec(
            .zmpop, summary: "Removes members from the first of several sorted sets.",
            run: zmpop),
    ]

    /// Replies with the members and their scores, with none for a missing key.
    static func zpopmin(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try pop(from: .least, arguments, &call, &reply)
    }

    /// Replies with the members and their scores, with none for a missing key.
    static func zpopmax(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try pop(from: .greatest, arguments, &call, &reply)
    }

    private static func pop(
        from end: SortedSetPop.End, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count <= 3 else { throw .syntax }
        var count = 1
        if arguments.count == 3 {
            guard let number = arguments[2].parseInteger(), number >= 0 else {
                throw .notPositive
            }
            count = number
        }
        let key = arguments[1]
        guard let set: SortedSetObject = try call.keyspace.object(at: key, .write), count > 0
        else { return reply.array(0) }
        let isNested = arguments.count == 3 && reply.version == .three
        let pop = SortedSetPop(end: end, count: count, shape: isNested ? .nested : .flat)
        pop.run(on: set, at: key, &call, &reply)
    }

    /// Replies with the key and its members with scores, with a null array if no key is there.
    static func zmpop(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let request = try PopRequest(arguments, from: 1)
        for index in request.keys {
            let key = arguments[index]
            guard let set: SortedSetObject = try call.keyspace.object(at: key, .write) else {
                continue
            }
            let pop = SortedSetPop(end: request.end, count: request.count, shape: .keyAndNested)
            return pop.run(on: set, at: key, &call, &reply)
        }
        reply.nullArray()
    }
}

/// What ZMPOP is asked for, and BZMPOP behind its timeout.
struct PopRequest {
    /// The arguments that are keys.
    let keys: Range<Int>
    let end: SortedSetPop.End
    private(set) var count = 1

    /// Reads the number of keys at argument `start`, the keys, the end, and the options.
    ///
    /// - Throws: `ReplyError.syntax`, and the errors for the two numbers.
    init(_ arguments: Arguments, from start: Int) throws(ReplyError) {
        guard let keyCount = arguments[start].parseInteger(), keyCount > 0 else {
            throw ReplyError("ERR numkeys should be greater than 0")
        }
        guard keyCount < arguments.count - start - 1 else { throw .syntax }
        keys = start + 1..<start + 1 + keyCount
        end = try SortedSetPop.End(arguments[keys.upperBound])
        var options = arguments.cursor(from: keys.upperBound + 1)
        if options.remaining > 1, options.take("COUNT") {
            guard let number = try options.bytes().parseInteger(), number > 0 else {
                throw ReplyError("ERR count should be greater than 0")
            }
            count = number
        }
        try options.finish()
    }
}
