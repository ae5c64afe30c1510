import MartletEngine

/// The list commands that wait for an element.
///
/// What was not there at first is done later for the client, by `serve`. Redis doesn't count it as a
/// change then, but for BLMPOP.
extension ListCommands {
    static let blocking: [CommandSpec] = [
        CommandSpec(
            .blpop, summary: "Removes the first element of a list, or waits for one.",
            run: { (arguments, call, reply) throws(ReplyError) in
                try popOrBlock(arguments, from: .head, &call, &reply)
            },
            serve: { (key, _, call, reply) throws(ReplyError) in
                try servePop(key, from: .head, &call, &reply)
            }),
        CommandSpec(
            .brpop, summary: "Removes the last element of a list, or waits for one.",
            run: { (arguments, call, reply) throws(ReplyError) in
                try popOrBlock(arguments, from: .tail, &call, &reply)
            },
            serve: { (key, _, call, reply) throws(ReplyError) in
                try servePop(key, from: .tail, &call, &reply)
            }),
        CommandSpec(
            .blmpop, summary: "Removes elements at an end of a list, or waits for some.",
            run: blmpop, serve: serveBlmpop),
        CommandSpec(
            .blmove, summary: "Moves an element from one list to another, or waits for one.",
            run: blmove, serve: serveBlmove),
        CommandSpec(
            .brpoplpush, summary: "Moves the last element of a list to another, or waits for one.",
            run: brpoplpush, serve: serveBrpoplpush),
    ]
}

// MARK: - BLPOP and BRPOP

extension ListCommands {
    /// Replies with the key and the element, null when the time is over.
    private static func popOrBlock(
        _ arguments: Arguments, from end: ListEnd, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let keys = 1..<arguments.count - 1
        let timeout = try BlockingTimeout(seconds: arguments[keys.upperBound])
        for index in keys {
            guard let list = try call.list(at: arguments[index], .write) else { continue }
            reply.array(2)
            reply.bulk(arguments[index])
            return call.popElement(of: list, at: arguments[index], from: end, &reply)
        }
        guard call.canBlock else { return reply.nullArray() }
        call.block(arguments, on: keys, until: .list, timeout: timeout)
    }

    private static func servePop(
        _ key: Span<UInt8>, from end: ListEnd, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) -> Bool {
        guard let list = try call.list(at: key, .write) else { return false }
        reply.array(2)
        reply.bulk(key)
        call.popElement(of: list, at: key, from: end, isServed: true, &reply)
        return true
    }
}

// MARK: - BLMPOP

extension ListCommands {
    /// Replies with the key and its elements, null when the time is over.
    private static func blmpop(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let options = try PopOptions(arguments, from: 2)
        let timeout = try BlockingTimeout(seconds: arguments[1])
        for index in options.keys {
            if try serveBlmpop(arguments[index], arguments, &call, &reply) { return }
        }
        guard call.canBlock else { return reply.nullArray() }
        call.block(arguments, on: options.keys, until: .list, timeout: timeout)
    }

    private static func serveBlmpop(
        _ key: Span<UInt8>, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) -> Bool {
        guard let list = try call.list(at: key, .write) else { return false }
        let options = try PopOptions(arguments, from: 2)
        reply.array(2)
        reply.bulk(key)
        call.popElements(of: list, at: key, from: options.end, limit: options.limit, &reply)
        return true
    }
}

// MARK: - BLMOVE and BRPOPLPUSH

extension ListCommands {
    /// Replies with the element, null when the time is over.
    private static func blmove(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let from = try ListEnd(arguments[3])
        let to = try ListEnd(arguments[4])
        try moveOrBlock(arguments, from: from, to: to, &call, &reply)
    }

    private static func serveBlmove(
        _ key: Span<UInt8>, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) -> Bool {
        let from = try ListEnd(arguments[3])
        let to = try ListEnd(arguments[4])
        return try serveMove(key, arguments, from: from, to: to, &call, &reply)
    }

    /// Replies with the element, null when the time is over.
    private static func brpoplpush(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try moveOrBlock(arguments, from: .tail, to: .head, &call, &reply)
    }

    private static func serveBrpoplpush(
        _ key: Span<UInt8>, _ arguments: Arguments, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) -> Bool {
        try serveMove(key, arguments, from: .tail, to: .head, &call, &reply)
    }

    private static func moveOrBlock(
        _ arguments: Arguments, from: ListEnd, to: ListEnd, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let timeout = try BlockingTimeout(seconds: arguments[arguments.count - 1])
        if let list = try call.list(at: arguments[1], .write) {
            try call.moveElement(
                of: list, at: arguments[1], from: from, to: arguments[2], at: to, &reply)
        } else if call.canBlock {
            call.block(arguments, on: 1..<2, until: .list, timeout: timeout)
        } else {
            reply.null()
        }
    }

    private static func serveMove(
        _ key: Span<UInt8>, _ arguments: Arguments, from: ListEnd, to: ListEnd,
        _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) -> Bool {
        guard let list = try call.list(at: key, .write) else { return false }
        try call.moveElement(
            of: list, at: key, from: from, to: arguments[2], at: to, isServed: true, &reply)
        return true
    }
}
