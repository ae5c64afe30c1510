import MartletEngine

/// Commands on heaps of numbers, some of which block: `push`, `bpop`, `bmove`, `stack`, `bstack`.
enum BlockingSpecs {
    static let all: [CommandSpec] = [
        .made("push", flags: [.write]) { (arguments, call, reply) throws(ReplyError) in
            try push(arguments[1], try arguments.integer(at: 2), &call)
            reply.ok()
        },
        .made("both", flags: [.write]) { (arguments, call, reply) throws(ReplyError) in
            try push(arguments[1], 1, &call)
            try push(arguments[2], 1, &call)
            reply.ok()
        },
        .made("stack", flags: [.write]) { (arguments, call, reply) throws(ReplyError) in
            call.keyspace.store(Stack(try arguments.integer(at: 2)), at: arguments[1])
            reply.ok()
        },
        .made("del", flags: [.write]) { (arguments, call, reply) throws(ReplyError) in
            reply.integer(call.keyspace.remove(arguments[1]) ? 1 : 0)
        },
        .made("rename", flags: [.write]) { (arguments, call, reply) throws(ReplyError) in
            reply.integer(call.keyspace.rename(arguments[1], to: arguments[2]) ? 1 : 0)
        },
        .made("swap") { (arguments, call, reply) throws(ReplyError) in
            call.swapDatabases(try arguments.integer(at: 1), try arguments.integer(at: 2))
            reply.ok()
        },
        .made("select") { (arguments, call, reply) throws(ReplyError) in
            call.select(try arguments.integer(at: 1))
            reply.ok()
        },
        .made("quiet", flags: [.noAuth]) { _, call, _ in call.client.replyMode = .skipNext },
        .made("unblock") { (arguments, call, reply) throws(ReplyError) in
            guard let client = call.clients[id: try arguments.integer(at: 1)] else { return }
            reply.boolean(call.unblock(client, arguments.count > 2 ? .error : .timeout))
        },
        .made("kill") { (arguments, call, reply) throws(ReplyError) in
            if let client = call.clients[id: try arguments.integer(at: 1)] { call.kill(client) }
            reply.ok()
        },
        blocking(
            "bpop", { count in 1..<count - 1 },
            take: { (key, _, call) throws(ReplyError) in try pop(key, &call) }),
        blocking(
            "bmove", { _ in 1..<2 },
            take: { (key, arguments, call) throws(ReplyError) in
                try pop(key, &call)
                try push(arguments[2], 1, &call)
            }),
        blocking(
            "bstack", { _ in 1..<2 }, kind: .sortedSet,
            take: { key, _, call in _ = call.keyspace.remove(key) }),
    ]

    /// Makes a row that takes from the first key that has something, and replies with the key.
    private static func blocking(
        _ name: String, _ keys: @escaping @Sendable (Int) -> Range<Int>, kind: ValueKind = .list,
        take:
            @escaping @Sendable (Span<UInt8>, Arguments, inout CommandCall)
            throws(ReplyError) -> Void
    ) -> CommandSpec {
        .made(
            name, flags: [.write, .blocking],
            run: { (arguments, call, reply) throws(ReplyError) in
                let timeout = try BlockingTimeout(seconds: arguments[arguments.count - 1])
                for index in keys(arguments.count) {
                    guard let found = call.keyspace.entry(at: arguments[index], .write)?.kind
                    else { continue }
                    guard found == kind else { throw .wrongType }
                    try take(arguments[index], arguments, &call)
                    return reply.bulk(arguments[index])
                }
                guard call.canBlock else { return reply.nullArray() }
                call.block(arguments, on: keys(arguments.count), until: kind, timeout: timeout)
            },
            serve: { (key, arguments, call, reply) throws(ReplyError) in
                // As if a command waited for more than that there is something.
                if arguments.count > 3, arguments[2].isEqual(to: "never".utf8.span) { return false }
                try take(key, arguments, &call)
                reply.bulk(key)
                return true
            })
    }

    private static func push(
        _ key: Span<UInt8>, _ number: Int, _ call: inout CommandCall
    ) throws(ReplyError) {
        if let box: Box = try call.keyspace.object(at: key, .write) {
            box.number += number
        } else {
            call.keyspace.store(Box(number), at: key)
        }
    }

    private static func pop(_ key: Span<UInt8>, _ call: inout CommandCall) throws(ReplyError) {
        guard let box: Box = try call.keyspace.object(at: key, .write) else { return }
        box.number -= 1
        if box.number == 0 { _ = call.keyspace.remove(key) }
    }
}

/// A value that stands for a sorted set.
final class Stack: StoredObject {
    static let kind = ValueKind.sortedSet
    let encodingName: StaticString = "skiplist"
    let number: Int

    init(_ number: Int) {
        self.number = number
    }

    func copy() -> Self { Self(number) }
}

extension SmallEngine {
    /// Returns what other clients' commands made for this one, its line ends shown as bars.
    mutating func outgoing(_ name: String) -> String {
        var reply = ReplyWriter()
        _ = engine.takeOutgoing(for: client(name), into: &reply)
        return String(copying: reply.buffer.span).replacing("\r\n", with: "|")
    }

    /// Runs a line as a client that came through a socket.
    mutating func runBlocking(_ name: String, _ lines: String...) -> String {
        var replies = ""
        for line in lines { replies += run(line, as: name, peer: .stranger) }
        engine.call.blocked.checkInvariants()
        return replies
    }
}
