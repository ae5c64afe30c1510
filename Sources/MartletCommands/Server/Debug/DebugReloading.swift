import MartletEngine

/// What a restart would make of the data.
extension DebugCommands {
    static let reloading: [Subcommand] = [Subcommand("RELOAD", 2...Int.max, run: reload)]

    /// Replies with `OK` when all values were written and read again. What is loaded without the data
    /// being removed before (`NOFLUSH`) may not be there, unless it is to be put in place (`MERGE`).
    private static func reload(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var (merges, removes, saves) = (false, true, true)
        for index in 2..<arguments.count {
            if arguments[index].isKeyword("MERGE") {
                merges = true
            } else if arguments[index].isKeyword("NOFLUSH") {
                removes = false
            } else if arguments[index].isKeyword("NOSAVE") {
                saves = false
            } else {
                throw ReplyError(
                    "ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.")
            }
        }
        guard saves else {
            throw ReplyError("ERR DEBUG RELOAD NOSAVE is not supported by this server")
        }
        guard removes || merges || call.isEmpty else {
            throw ReplyError("ERR Error trying to load the RDB dump")
        }
        try call.host.reload(&call)
        call.host.log("DB reloaded by DEBUG RELOAD", .warning)
        reply.ok()
    }
}

extension CommandCall {
    /// Whether there are neither keys nor functions.
    fileprivate var isEmpty: Bool {
        mutating get {
            for index in 0..<databaseCount {
                let count = withDatabase(index) { keyspace in keyspace.count }
                if count > 0 { return false }
            }
            return scripts?.figures.libraryCount ?? 0 == 0
        }
    }
}
