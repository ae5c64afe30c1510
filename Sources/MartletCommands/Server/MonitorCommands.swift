import MartletEngine

/// What shows a client the commands of all.
enum MonitorCommands {
    static let all: [CommandSpec] = [
        CommandSpec(.monitor, summary: "Shows every command as it runs.", run: monitor)
    ]

    /// Replies with `OK`; a line for each command follows. Asked again, it replies nothing.
    static func monitor(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard call.nesting == nil else {
            throw ReplyError("ERR MONITOR isn't allowed for DENY BLOCKING client")
        }
        guard !call.client.isMonitor else { return }
        call.client.isMonitor = true
        call.monitors.append(call.client)
        reply.ok()
    }
}
