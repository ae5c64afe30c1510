import MartletEngine

extension StringCommands {
    static let many: [CommandSpec] = [
        CommandSpec(.mget, summary: "Returns the strings at several keys.", run: mget),
        CommandSpec(.mset, summary: "Stores strings at several keys.", run: mset),
        CommandSpec(
            .msetnx, summary: "Stores strings at several keys, if none of them is there.",
            run: msetnx),
    ]

    /// Replies with the strings; null stands for a missing key, and for one that holds no string.
    static func mget(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.array(arguments.count - 1)
        var keys = arguments.cursor(from: 1)
        while let key = keys.next() {
            let place = reply.place
            do throws(ReplyError) {
                if let value = try call.keyspace.string(at: key) {
                    reply.bulk(value)
                } else {
                    reply.null()
                }
            } catch {
                reply.null()
            }
            call.tellOwn(in: &reply, at: place)
        }
    }

    static func mset(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count % 2 == 1 else { throw .wrongArity("mset") }
        storePairs(arguments, &call)
        reply.ok()
    }

    /// Replies with 1 if all were stored, with 0 if one of the keys was there.
    static func msetnx(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count % 2 == 1 else { throw .wrongArity("msetnx") }
        for i in stride(from: 1, to: arguments.count, by: 2) {
            guard !call.keyspace.contains(arguments[i], .write) else { return reply.integer(0) }
        }
        storePairs(arguments, &call)
        reply.integer(1)
    }

    private static func storePairs(_ arguments: Arguments, _ call: inout CommandCall) {
        var i = 1
        while i < arguments.count {
            call.storeString(argument: i + 1, of: arguments, at: arguments[i])
            call.didModify(arguments[i], event: "set")
            i += 2
        }
    }
}
