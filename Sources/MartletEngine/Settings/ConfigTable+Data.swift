extension ConfigTable {
    /// Memory, eviction and expiry.
    static let keyspace: [ConfigDirective] = [
        .memory("maxmemory", .unsignedLong, 0) { $0.maxMemory = $1 },
        .choice("maxmemory-policy", .noeviction, support: .ignored) {
            (settings: inout Settings, value: Settings.MaxMemoryPolicy) in
            settings.maxMemoryPolicy = value
        },
        .integer("maxmemory-samples", .positiveInt, 5) { $0.maxMemorySamples = $1 },
        .integer("maxmemory-eviction-tenacity", .percent, 10),
        .integer("lfu-log-factor", .int, 10) { $0.lfuLogFactor = $1 },
        .integer("lfu-decay-time", .int, 1) { $0.lfuDecayTime = $1 },
        .bool("activerehashing", true) { $0.activeRehashing = $1 },
        .integer("active-expire-effort", 1...10, 1) { $0.activeExpireEffort = $1 },
        .bool("lazyfree-lazy-eviction", false) { $0.lazyfreeLazyEviction = $1 },
        .bool("lazyfree-lazy-expire", false) { $0.lazyfreeLazyExpire = $1 },
        .bool("lazyfree-lazy-server-del", false) { $0.lazyfreeLazyServerDel = $1 },
        .bool("lazyfree-lazy-user-del", false) { $0.lazyfreeLazyUserDel = $1 },
        .bool("lazyfree-lazy-user-flush", false) { $0.lazyfreeLazyUserFlush = $1 },
        .special("notify-keyspace-events", "", ConfigSpecials.notifyKeyspaceEvents),
        .special("activedefrag", "no", support: .ignored, ConfigSpecials.activedefrag),
        .memory("active-defrag-ignore-bytes", 1...UInt64(Int64.max), 100 << 20),
        .integer("active-defrag-threshold-lower", 0...1000, 10),
        .integer("active-defrag-threshold-upper", 0...1000, 100),
        .integer("active-defrag-cycle-min", 1...99, 1),
        .integer("active-defrag-cycle-max", 1...99, 25),
        .integer("active-defrag-max-scan-fields", 1...Int.max, 1000),
        .bool("jemalloc-bg-thread", true),
    ]

    /// When a small encoding gives way to a large one.
    static let encodings: [ConfigDirective] = [
        .integer("hash-max-listpack-entries", .long, 512, alias: "hash-max-ziplist-entries") {
            $0.hashMaxListpackEntries = $1
        },
        .memory("hash-max-listpack-value", .long, 64, alias: "hash-max-ziplist-value") {
            $0.hashMaxListpackValue = Int(clamping: $1)
        },
        .integer(
            "list-max-listpack-size", Int(Int32.min)...Int(Int32.max), -2,
            alias: "list-max-ziplist-size"
        ) { $0.listMaxListpackSize = $1 },
        .integer("list-compress-depth", .int, 0) { $0.listCompressDepth = $1 },
        .integer("set-max-intset-entries", .long, 512) { $0.setMaxIntsetEntries = $1 },
        .integer("zset-max-listpack-entries", .long, 128, alias: "zset-max-ziplist-entries") {
            $0.zsetMaxListpackEntries = $1
        },
        .memory("zset-max-listpack-value", .long, 64, alias: "zset-max-ziplist-value") {
            $0.zsetMaxListpackValue = Int(clamping: $1)
        },
        .memory("stream-node-max-bytes", .long, 4096) {
            $0.streamNodeMaxBytes = Int(clamping: $1)
        },
        .integer("stream-node-max-entries", .long, 100) { $0.streamNodeMaxEntries = $1 },
        .memory("hll-sparse-max-bytes", .long, 3000) { $0.hllSparseMaxBytes = Int(clamping: $1) },
    ]

    /// What is slow, and for how long.
    static let observing: [ConfigDirective] = [
        .integer("slowlog-log-slower-than", -1...Int.max, 10000) {
            $0.slowlogLogSlowerThan = $1
        },
        .integer("slowlog-max-len", .long, 128) { $0.slowlogMaxLen = $1 },
        .integer("latency-monitor-threshold", .long, 0) { $0.latencyMonitorThreshold = $1 },
        .bool("latency-tracking", true) { $0.latencyTracking = $1 },
        .special(
            "latency-tracking-info-percentiles", "50 99 99.9", flags: [.severalWords],
            ConfigSpecials.latencyPercentiles),
        .integer("busy-reply-threshold", .long, 5000, alias: "lua-time-limit") {
            $0.busyReplyThreshold = $1
        },
    ]

    /// Snapshots, which come later: the points are kept, and the log says that nothing is saved.
    static let snapshots: [ConfigDirective] = [
        .special(
            "save", "3600 1 300 100 60 10000", flags: [.severalWords, .alwaysApplied],
            support: .ignored, ConfigSpecials.save),
        .string(
            "dbfilename", "dump.rdb", flags: [.protected],
            check: ConfigChecks.databaseFileName),
        .bool("rdbcompression", true) { $0.rdbCompression = $1 },
        .bool("rdbchecksum", true, flags: [.immutable]),
        .bool("rdb-del-sync-files", false),
        .bool("rdb-save-incremental-fsync", true),
        .bool("stop-writes-on-bgsave-error", true),
    ]

    /// The append-only file, which comes later.
    static let appendOnlyFile: [ConfigDirective] = [
        .bool("appendonly", false, flags: [.denyLoading], support: .refused(unless: ["no"])) {
            $0.appendOnly = $1
        },
        .string(
            "appendfilename", "appendonly.aof", flags: [.immutable],
            check: ConfigChecks.appendFileName),
        .string(
            "appenddirname", "appendonlydir", flags: [.immutable],
            check: ConfigChecks.appendDirectoryName),
        .choice("appendfsync", ["everysec", "always", "no"], "everysec"),
        .bool("no-appendfsync-on-rewrite", false),
        .integer("auto-aof-rewrite-percentage", .int, 100),
        .memory("auto-aof-rewrite-min-size", .long, 64 << 20),
        .bool("aof-disable-auto-gc", false),
        .bool("aof-load-truncated", true),
        .bool("aof-rewrite-incremental-fsync", true),
        .bool("aof-timestamp-enabled", false),
        .bool("aof-use-rdb-preamble", true),
    ]
}
