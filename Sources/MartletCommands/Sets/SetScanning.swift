import MartletEngine

extension SetCommands {
    static let scanning: [CommandSpec] = [
        CommandSpec(.sscan, summary: "Lists the members of a set a page at a time.", run: sscan)
    ]

    /// Replies with the cursor of the next page, 0 after the last, and with a page of members; integers
    /// come all at once.
    static func sscan(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let cursor = try ScanCursor(parsing: arguments[2])
        guard let set: SetObject = try call.keyspace.object(at: arguments[1], .read) else {
            return reply.emptyPage()
        }
        let options = try ScanOptions(arguments, from: 3)
        var page = ReplyWriter(version: reply.version, capacity: 256)
        var count = 0
        let next = set.scan(from: cursor, count: options.count) { member in
            guard options.includes(member, arguments) else { return }
            page.bulk(member)
            count += 1
        }
        reply.page(page, count: count, next: next)
    }
}
