import MartletEngine

/// The end of the server.
enum ShutdownCommands {
    static let all: [CommandSpec] = [
        CommandSpec(.shutdown, summary: "Ends the server.", run: shutdown)
    ]

    /// Replies nothing: the connection closes with the server.
    static func shutdown(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        var request = ShutdownRequest()
        var (saves, savesNot, aborts) = (false, false, false)
        var options = arguments.cursor(from: 1)
        while !options.isAtEnd {
            if options.take("NOSAVE") {
                savesNot = true
            } else if options.take("SAVE") {
                saves = true
            } else if options.take("NOW") {
                request.isImmediate = true
            } else if options.take("FORCE") {
                request.isForced = true
            } else if options.take("ABORT") {
                aborts = true
            } else {
                throw .syntax
            }
        }
        let hasOthers = saves || savesNot || request != ShutdownRequest()
        if saves && savesNot || aborts && hasOthers { throw .syntax }
        if aborts { throw ReplyError("ERR No shutdown in progress.") }
        if !savesNot { try call.refuseWhileBusy() }
        // There is no file to save to as yet. Who insists on saving must not lose the data.
        if saves, !request.isForced {
            throw ReplyError("ERR Errors trying to SHUTDOWN. Check logs.")
        }
        call.host.shutDown(request)
    }
}
