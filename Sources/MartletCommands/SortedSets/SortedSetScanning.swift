import MartletEngine

extension SortedSetCommands {
    static let scanning: [CommandSpec] = [
        CommandSpec(
            .zscan, summary: "Lists the elements of a sorted set a page at a time.", run: zscan)
    ]

    /// Replies with the cursor of the next page, 0 after the last, and with a page of members and
    /// scores; packed ones come all at once.
    static func zscan(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let cursor = try ScanCursor(parsing: arguments[2])
        guard let set: SortedSetObject = try call.keyspace.object(at: arguments[1], .read) else {
            return reply.emptyPage()
        }
        let options = try ScanOptions(arguments, from: 3)
        var page = ReplyWriter(version: reply.version, capacity: 256)
        var count = 0
        let next = set.scan(from: cursor, count: options.count) { member, score in
            guard member.withBytes({ options.includes($0, arguments) }) else { return }
            page.bulk(member)
            switch score {
            case .stored(let element): page.bulk(element)
            case .number(let number): page.bulk(DoubleText(number).span)
            }
            count += 2
        }
        reply.page(page, count: count, next: next)
    }
}
