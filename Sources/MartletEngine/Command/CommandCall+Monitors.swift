extension CommandCall {
    /// Shows a command to the clients that watch: a script's before its parts, all others when they
    /// ran.
    package mutating func feedMonitors(_ arguments: Arguments, _ reply: inout ReplyWriter) {
        var line = ByteBuffer(capacity: 256)
        let (seconds, microseconds) = clock.wallMicroseconds.quotientAndRemainder(
            dividingBy: 1_000_000)
        let fraction = String(1_000_000 + microseconds).dropFirst()
        line.append(text: "+\(seconds).\(fraction) [\(selected) \(sender)]")
        for i in 0..<arguments.count {
            line.append(" ")
            if isHidden(i) {
                line.append("\"(redacted)\"")
            } else {
                line.appendQuoted(arguments[i])
            }
        }
        line.append("\r\n")
        for monitor in monitors where monitor.ending == nil {
            if monitor === client {
                reply.buffer.append(line.span)
            } else {
                monitor.outgoing.buffer.append(line.span)
                clients.notify(monitor)
            }
        }
    }

    /// Who sent the command that runs: a script's parts have no address.
    var sender: String { nesting == .script ? "lua" : client.peer.address }
}
