import MartletEngine

extension GenericCommands {
    static let scanning: [CommandSpec] = [
        CommandSpec(.keys, summary: "Lists the keys that match a pattern.", run: keys),
        CommandSpec(.scan, summary: "Lists the keys a page at a time.", run: scan),
    ]

    /// Replies with the keys that match. What it meets whose time is over stays to be removed.
    static func keys(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let pattern = arguments[1]
        let place = reply.place
        var count = 0
        call.keyspace.forEach { entry in
            guard pattern.matchesKey(entry.key) else { return }
            reply.bulk(entry.key)
            count += 1
        }
        reply.finishArray(at: place, count: count)
    }

    /// Replies with the cursor of the next page, 0 after the last, and with a page of keys.
    ///
    /// A look at a key's type counts as a look-up.
    static func scan(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let cursor = try ScanCursor(parsing: arguments[1])
        let options = try ScanOptions(arguments, from: 2, allowsType: true)
        var page = ReplyWriter(version: reply.version, capacity: 256)
        var (count, lookUps) = (0, 0)
        var expired: [[UInt8]] = []
        let now = call.now
        let next = call.keyspace.scanStored(from: cursor, count: options.count) {
            entry in
            guard options.includes(entry.key, arguments) else { return }
            if let deadline = entry.deadline, deadline <= now {
                expired.append([UInt8](entry.key))
            } else {
                if options.asksForType { lookUps += 1 }
                guard options.includes(entry.kind, arguments) else { return }
                page.bulk(entry.key)
                count += 1
            }
        }
        let access: KeyAccess = options.asksForType ? .glance : .peek
        for key in expired { _ = call.keyspace.contains(key.span, access) }
        call.keyspace.statistics.hits += lookUps
        reply.page(page, count: count, next: next)
    }
}
