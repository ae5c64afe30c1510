import MartletEngine

/// How keys and values are stored, and keys made by the thousand.
extension DebugCommands {
    static let keys: [Subcommand] = [
        Subcommand("OBJECT", 3...3, run: object),
        Subcommand("SDSLEN", 3...3, run: sdslen),
        Subcommand("LISTPACK", 3...3, run: listpack),
        Subcommand("QUICKLIST", 3...4, run: quicklist),
        Subcommand("HTSTATS", 3...3, run: htstats),
        Subcommand("HTSTATS-KEY", 3...3, run: htstatsKey),
        Subcommand("DIGEST", 2...2, run: digest),
        Subcommand("DIGEST-VALUE", 2...Int.max, run: digestValue),
        Subcommand("POPULATE", 3...5, run: populate),
    ]

    /// Replies with a line of words and numbers. The address is left out: nobody could use it.
    private static func object(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let sharesIntegers = call.sharesIntegers
        let clock = call.keyspace.usage
        guard let entry = call.keyspace.storedEntry(at: arguments[2]) else { throw .noSuchKey }
        let references = entry.referenceCount(sharesIntegers: sharesIntegers)
        reply.status(
            text:
                """
                Value at:0x0 refcount:\(references) encoding:\(entry.encodingName) \
                serializedlength:\(entry.serializedLength) lru:\(entry.usage) \
                lru_seconds_idle:\(clock.idleSeconds(entry.usage))\(shape(of: entry))
                """)
    }

    /// Returns what DEBUG OBJECT tells of a list's nodes.
    private static func shape(of entry: borrowing Entry) -> String {
        guard let list = entry.object(as: ListObject.self) else { return "" }
        let nodeCount = list.elements.nodeCount
        var mean = ByteBuffer(capacity: 32)
        mean.append(Double(list.count) / Double(nodeCount), decimals: 2)
        return " ql_nodes:\(nodeCount) ql_avg_node:\(String(copying: mean.span))"
            + " ql_listpack_max:\(list.elements.limit.setting)"
            + " ql_compressed:\(list.elements.compressDepth > 0 ? 1 : 0)"
            + " ql_uncompressed_size:\(list.elements.byteCount)"
    }

    /// Replies with the lengths of a key and its string, and with what the two take together.
    private static func sdslen(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let entry = call.keyspace.storedEntry(at: arguments[2]) else { throw .noSuchKey }
        guard entry.kind == .bytes || entry.kind == .blob else {
            throw ReplyError("ERR Not an sds encoded string.")
        }
        let memory = entry.memoryUsage(samples: 0)
        let valueMemory = entry.kind == .blob ? entry.blob.memoryUsage : memory
        reply.status(
            text:
                """
                key_sds_len:\(entry.key.count), key_sds_avail:0, key_zmalloc: \(memory), \
                val_sds_len:\(entry.bytes.count), val_sds_avail:0, val_zmalloc: \(valueMemory)
                """)
    }

    /// Replies with a status, as if the listpack had been printed.
    private static func listpack(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let entry = call.keyspace.entry(at: arguments[2], .inspection) else {
            throw .noSuchKey
        }
        guard entry.storedObject?.encodingName.description == "listpack" else {
            throw ReplyError("ERR Not a listpack encoded object.")
        }
        reply.status("Listpack structure printed on stdout")
    }

    private static func quicklist(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let entry = call.keyspace.entry(at: arguments[2], .inspection) else {
            throw .noSuchKey
        }
        guard entry.kind == .list else {
            throw ReplyError("ERR Not a quicklist encoded object.")
        }
        reply.status("Quicklist structure printed on stdout")
    }

    /// Replies with what there is to tell of a table without chains: how many keys it has.
    private static func htstats(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let index = try arguments.integer(at: 2)
        guard (0..<call.databaseCount).contains(index) else {
            throw ReplyError("ERR Out of range database")
        }
        let text = call.withDatabase(index) { keyspace in
            "[Dictionary HT]\n" + tableStatistics(keyspace.count) + "[Expires HT]\n"
                + tableStatistics(keyspace.expiringCount)
        }
        reply.verbatim(text.utf8.span)
    }

    private static func tableStatistics(_ count: Int) -> String {
        let head = "Hash table 0 stats (main hash table):\n"
        guard count > 0 else { return head + "No stats available for empty dictionaries\n" }
        return head + " number of elements: \(count)\n"
    }

    /// Replies as HTSTATS does, for the table that a key holds.
    private static func htstatsKey(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let entry = call.keyspace.entry(at: arguments[2], .inspection) else {
            throw .noSuchKey
        }
        guard let count = entry.storedObject?.tableCount else {
            throw ReplyError(
                "ERR The value stored at the specified key is not represented using an hash table")
        }
        reply.verbatim(tableStatistics(count).utf8.span)
    }

    /// Makes strings with names in a row, where there is no such key yet.
    private static func populate(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let count = try positive(arguments[2])
        let prefix = arguments.count > 3 ? [UInt8](arguments[3]) : Array("key".utf8)
        let size = arguments.count > 4 ? try positive(arguments[4]) : 0
        guard size <= call.settings.protoMaxBulkLen else {
            throw ReplyError("ERR size exceeds proto-max-bulk-len")
        }
        for i in 0..<count {
            let key = prefix + ":\(i)".utf8
            if call.keyspace.contains(key.span) { continue }
            var value = Array("value:\(i)".utf8)
            if size > 0 {
                value = value.prefix(size) + Array(repeating: 0, count: max(0, size - value.count))
            }
            call.keyspace.setString(value.span, at: key.span)
        }
        reply.ok()
    }

    private static func positive(_ bytes: Span<UInt8>) throws(ReplyError) -> Int {
        guard let value = bytes.parseInteger(), value >= 0 else { throw .notPositive }
        return value
    }
}
