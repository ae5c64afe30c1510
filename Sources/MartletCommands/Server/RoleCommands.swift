import MartletEngine

/// What the server is among others: always a master as yet.
enum RoleCommands {
    static let all: [CommandSpec] = [
        CommandSpec(
            .role, summary: "Tells whether the server is a master or a replica.", run: role),
        CommandSpec(
            .replicaof, summary: "Makes the server a master, or a replica of another.",
            run: replicaof),
        CommandSpec(
            .slaveof, summary: "Makes the server a master, or a replica of another.",
            run: replicaof),
        CommandSpec(
            .wait, summary: "Waits until replicas have what the connection wrote.", run: wait),
    ]

    /// Replies with the role, the replication offset, and the replicas.
    static func role(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.array(3)
        reply.bulk("master")
        reply.integer(0)
        reply.array(0)
    }

    /// Replies with the number of replicas that have it: 0, at once or when the time is over.
    static func wait(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let wanted = try arguments.integer(at: 1)
        let timeout = try BlockingTimeout(milliseconds: arguments[2])
        guard wanted > 0, call.canBlock else { return reply.integer(0) }
        call.block(arguments, on: 0..<0, until: nil, timeout: timeout)
    }

    /// Replies with `OK` to `NO ONE`, as the server is a master already.
    static func replicaof(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        if arguments[1].isKeyword("NO"), arguments[2].isKeyword("ONE") { return reply.ok() }
        guard let port = arguments[2].parseInteger(), (0...65535).contains(port) else {
            throw ReplyError("ERR Invalid master port")
        }
        throw ReplyError("ERR This server can't be a replica of another yet")
    }
}
