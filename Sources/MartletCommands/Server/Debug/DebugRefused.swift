import MartletEngine

/// What makes no sense for this server, or not yet: each says so.
extension DebugCommands {
    static let refused: [Subcommand] = [
        Subcommand("ASSERT", 2...2, run: refuse),
        Subcommand("CONFIG-REWRITE-FORCE-ALL", 2...2, run: refuse),
        Subcommand("CRASH-AND-RECOVER", 2...3, run: refuse),
        Subcommand("LEAK", 3...3, run: refuse),
        Subcommand("LOADAOF", 2...2, run: refuse),
        Subcommand("MALLCTL", 3...4, run: refuse),
        Subcommand("MALLCTL-STR", 3...4, run: refuse),
        Subcommand("OOM", 2...2, run: refuse),
        Subcommand("PANIC", 2...2, run: refuse),
        Subcommand("REPLICATE", 3...Int.max, run: refuse),
        Subcommand("RESTART", 2...3, run: refuse),
        Subcommand("SEGFAULT", 2...2, run: refuse),
        Subcommand("STRINGMATCH-TEST", 2...2, run: refuse),
        Subcommand("STRUCTSIZE", 2...2, run: refuse),
        Subcommand("CLUSTERLINK", 5...5, run: refuseWithoutCluster),
    ]

    private static func refuse(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let name = String(copying: arguments[1]).uppercased()
        throw ReplyError(composing: "ERR DEBUG \(name) is not supported by this server")
    }

    private static func refuseWithoutCluster(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        throw ReplyError("ERR Debug option only available for cluster mode enabled setup!")
    }
}
