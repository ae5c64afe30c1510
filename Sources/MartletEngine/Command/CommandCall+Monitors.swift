extension CommandCall {
    /// Shows a command that ran to the clients that watch.
    mutating func feedMonitors(_ arguments: Arguments, _ reply: inout ReplyWriter) {
        var line = ByteBuffer(capacity: 256)
        let (seconds, microseconds) = clock.wallMicroseconds.quotientAndRemainder(
            dividingBy: 1_000_000)
        let fraction = String(1_000_000 + microseconds).dropFirst()
        line.append(text: "+\(seconds).\(fraction) [\(selected) \(client.peer.address)]")
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
}
