import MartletEngine

extension ConnectionCommands {
    static let clientListing: [CommandSpec] = [
        CommandSpec(.clientInfo, summary: "Describes the connection.", run: clientInfo),
        CommandSpec(.clientList, summary: "Describes connections.", run: clientList),
    ]

    /// Replies with a line of fields.
    static func clientInfo(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var text = ByteBuffer(capacity: 512)
        text.append(describing: call.client, arguments, &call)
        reply.verbatim(text.span)
    }

    /// Replies with a line of fields for each client, the oldest first.
    static func clientList(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let clients = try clients(toList: arguments, &call)
        var text = ByteBuffer(capacity: 512)
        for client in clients { text.append(describing: client, arguments, &call) }
        reply.verbatim(text.span)
    }

    private static func clients(
        toList arguments: Arguments, _ call: inout CommandCall
    ) throws(ReplyError) -> [Client] {
        guard arguments.count > 2 else { return call.clients.connected }
        if arguments.count == 4, arguments[2].isKeyword("TYPE") {
            let type = try ClientType(arguments[3])
            return call.clients.connected.filter { $0.type == type }
        }
        guard arguments.count > 3, arguments[2].isKeyword("ID") else { throw .syntax }
        var listed: [Client] = []
        var ids = arguments.cursor(from: 3)
        while let id = ids.next() {
            guard let number = id.parseInteger() else {
                throw ReplyError("ERR Invalid client ID")
            }
            if let client = call.clients[id: number], client.isConnected { listed.append(client) }
        }
        return listed
    }
}

extension ByteBuffer {
    /// Appends a client's line of fields, with those that stand for what there isn't here. `arguments`
    /// are those of the command that asks.
    mutating func append(
        describing client: Client, _ arguments: Arguments, _ call: inout CommandCall
    ) {
        let isSelf = client === call.client
        let now = call.clock.monotonicMicroseconds
        let age = max(0, now - client.connectedAtMicroseconds) / 1_000_000
        let idle = isSelf ? 0 : max(0, now - client.lastActiveMicroseconds) / 1_000_000
        let row = isSelf ? call.sentRow : client.lastRow
        let command = row < 0 ? "NULL" : call.table.rows[row].fullName
        let buffers = client.buffers
        let queue = client.queueSize
        append(
            text: "id=\(client.id) addr=\(client.peer.address) laddr=\(client.peer.localAddress)")
        append(text: " fd=\(client.peer.descriptor) name=")
        append(client.name.span)
        append(text: " age=\(age) idle=\(idle) flags=\(client.flags) db=\(client.database)")
        append(text: " sub=\(client.subscriptions.count(of: .channel))")
        append(text: " psub=\(client.subscriptions.count(of: .pattern))")
        append(text: " ssub=\(client.subscriptions.count(of: .shard))")
        append(text: " multi=\(queue?.commandCount ?? -1)")
        let free = max(0, buffers.unreadCapacity - buffers.unreadCount)
        append(text: " qbuf=\(buffers.unreadCount) qbuf-free=\(free)")
        // A transaction has those of EXEC, whatever it runs.
        let sent = call.nesting == .transaction ? "EXEC".utf8.count : arguments.byteCount
        append(text: " argv-mem=\(isSelf ? sent : client.waitingBytes)")
        append(text: " multi-mem=\(queue?.argumentBytes ?? 0)")
        append(text: " rbs=0 rbp=0 obl=0 oll=0 omem=\(buffers.unsentCount)")
        append(text: " tot-mem=")
        append(decimal: buffers.unreadCapacity + buffers.unsentCount + (queue?.memory ?? 0))
        append(text: " events=\(buffers.unsentCount > 0 ? "rw" : "r") cmd=\(command)")
        let redirect = client.tracking?.redirect ?? -1
        append(text: " user=default redir=\(redirect) resp=\(client.version.rawValue)\n")
    }
}

extension Client {
    /// The letters for what is special about a client, as CLIENT LIST shows them.
    var flags: String {
        var flags = ""
        if isMonitor { flags += "O" }
        if isSubscriber { flags += "P" }
        if isInTransaction { flags += "x" }
        if isBlocked { flags += "b" }
        if let tracking {
            flags += "t"
            if tracking.isRedirectBroken { flags += "R" }
            if tracking.mode == .broadcast { flags += "B" }
        }
        if hasTouchedKeys { flags += "d" }
        if ending == .afterReplies || ending == .never { flags += "c" }
        if isUnblocked { flags += "u" }
        if peer.origin == .unixSocket { flags += "U" }
        if isExemptFromEviction { flags += "e" }
        return flags.isEmpty ? "N" : flags
    }
}
