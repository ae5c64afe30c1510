import MartletEngine

extension HashCommands {
    static let scanning: [CommandSpec] = [
        CommandSpec(
            .hscan, summary: "Lists the fields and values of a hash a page at a time.", run: hscan)
    ]

    /// Replies with the cursor of the next page, 0 after the last, and with a page of fields and
    /// values; those of a packed list come all at once.
    static func hscan(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let cursor = try ScanCursor(parsing: arguments[2])
        guard let hash: HashObject = try call.keyspace.object(at: arguments[1], .read) else {
            return reply.emptyPage()
        }
        let options = try ScanOptions(arguments, from: 3)
        var page = ReplyWriter(version: reply.version, capacity: 256)
        var count = 0
        let next = hash.scan(from: cursor, count: options.count) { field, value in
            guard options.includes(field, arguments) else { return }
            page.bulk(field)
            page.bulk(value)
            count += 2
        }
        reply.page(page, count: count, next: next)
    }
}
