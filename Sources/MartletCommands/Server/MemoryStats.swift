import MartletEngine

extension MemoryCommands {
    /// Replies with a map of figures, one of which is a map for each database in use.
    static func memoryStats(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let figures = MemoryFigures(&call)
        reply.map(27 + figures.databases.count)
        write(figures, &reply)
        for database in figures.databases { write(database, &reply) }
        writeShares(figures, &reply)
        writeAllocator(figures, &reply)
    }

    private static func write(_ figures: MemoryFigures, _ reply: inout ReplyWriter) {
        reply.pair("peak.allocated", figures.peak)
        reply.pair("total.allocated", figures.allocated)
        reply.pair("startup.allocated", figures.startup)
        reply.pair("replication.backlog", 0)
        reply.pair("clients.slaves", 0)
        reply.pair("clients.normal", figures.clients)
        reply.pair("cluster.links", 0)
        reply.pair("aof.buffer", 0)
        reply.pair("lua.caches", figures.scripts)
        reply.pair("functions.caches", figures.functions)
    }

    private static func write(_ database: MemoryFigures.Database, _ reply: inout ReplyWriter) {
        reply.bulk("db.\(database.index)")
        reply.map(3)
        reply.pair("overhead.hashtable.main", database.table)
        reply.pair("overhead.hashtable.expires", database.deadlines)
        reply.pair("overhead.hashtable.slot-to-keys", 0)
    }

    private static func writeShares(_ figures: MemoryFigures, _ reply: inout ReplyWriter) {
        let keys = figures.keys
        reply.pair("overhead.total", figures.overhead)
        reply.pair("keys.count", keys)
        reply.pair("keys.bytes-per-key", keys > 0 ? figures.sinceStart / keys : 0)
        reply.pair("dataset.bytes", figures.dataset)
        let share = MemoryFigures.ratio(figures.dataset, of: figures.sinceStart)
        reply.pair("dataset.percentage", share * 100)
        let ofPeak = MemoryFigures.ratio(figures.allocated, of: figures.peak)
        reply.pair("peak.percentage", ofPeak * 100)
    }

    /// The allocator tells what is allocated, the system what is resident; what lies between is
    /// counted once, under the name that fits best.
    private static func writeAllocator(_ figures: MemoryFigures, _ reply: inout ReplyWriter) {
        let overhead = figures.resident - figures.allocated
        let ratio = MemoryFigures.ratio(figures.resident, of: figures.allocated)
        reply.pair("allocator.allocated", figures.allocated)
        reply.pair("allocator.active", figures.allocated)
        reply.pair("allocator.resident", figures.resident)
        reply.pair("allocator-fragmentation.ratio", 1.0)
        reply.pair("allocator-fragmentation.bytes", 0)
        reply.pair("allocator-rss.ratio", ratio)
        reply.pair("allocator-rss.bytes", overhead)
        reply.pair("rss-overhead.ratio", 1.0)
        reply.pair("rss-overhead.bytes", 0)
        reply.pair("fragmentation", ratio)
        reply.pair("fragmentation.bytes", overhead)
    }
}

extension ReplyWriter {
    fileprivate mutating func pair(_ name: String, _ value: Int) {
        bulk(name)
        integer(value)
    }

    fileprivate mutating func pair(_ name: String, _ value: Double) {
        bulk(name)
        double(value)
    }
}
