extension ConfigTable {
    /// Sockets and clients.
    static let network: [ConfigDirective] = [
        .integer("port", .port, 6379) { $0.port = $1 },
        .special(
            "bind", "* -::*", flags: [.severalWords, .alwaysApplied], ConfigSpecials.bind),
        .string("bind-source-addr"),
        .string("unixsocket", flags: [.immutable, .emptyIsUnset]) {
            $0.unixSocket = String(decoding: $1, as: UTF8.self)
        },
        ConfigDirective(
            "unixsocketperm", .octal(0...0o777) { $0.unixSocketPermissions = $1 }, default: "0",
            flags: [.immutable], support: .full),
        .integer("tcp-backlog", .int, 511, flags: [.immutable]) { $0.tcpBacklog = $1 },
        .integer("tcp-keepalive", .int, 300) { $0.tcpKeepalive = $1 },
        .integer("timeout", .int, 0) { $0.timeout = $1 },
        .integer("maxclients", 1...Int(UInt32.max), 10000) { $0.maxClients = $1 },
        .memory("proto-max-bulk-len", 1 << 20...UInt64(Int64.max), 512 << 20) {
            $0.protoMaxBulkLen = Int(clamping: $1)
        },
        .memory("client-query-buffer-limit", 1 << 20...UInt64(Int64.max), 1 << 30) {
            $0.clientQueryBufferLimit = Int(clamping: $1)
        },
        .special(
            "client-output-buffer-limit", Settings.OutputBufferLimits().text,
            flags: [.severalWords], ConfigSpecials.clientOutputBufferLimit),
        ConfigDirective(
            "maxmemory-clients", .memoryOrPercent { $0.maxMemoryClients = $1 }, default: "0",
            support: .ignored),
        .integer("tracking-table-max-keys", .long, 1_000_000) { $0.trackingTableMaxKeys = $1 },
        .integer("socket-mark-id", 0...Int(UInt32.max), 0, flags: [.immutable]),
    ]

    /// Who may do what.
    static let security: [ConfigDirective] = [
        .bool("protected-mode", true) { $0.protectedMode = $1 },
        .string("requirepass", flags: [.sensitive, .emptyIsUnset]) { $0.requirePass = $1 },
        .choice("enable-protected-configs", .no, flags: [.immutable]) {
            (settings: inout Settings, value: Settings.Protection) in
            settings.enableProtectedConfigs = value
        },
        .choice("enable-debug-command", .no, flags: [.immutable]) {
            (settings: inout Settings, value: Settings.Protection) in
            settings.enableDebugCommand = value
        },
        .choice("enable-module-command", .no, flags: [.immutable]) {
            (settings: inout Settings, value: Settings.Protection) in
            settings.enableModuleCommand = value
        },
        .choice("acl-pubsub-default", .resetchannels) {
            (settings: inout Settings, value: Settings.ACLPubsubDefault) in
            settings.aclPubsubDefault = value
        },
        ConfigDirective(
            "aclfile", .string(nil, nil), default: "", flags: [.immutable],
            support: .refused(unless: [""])),
        .integer("acllog-max-len", .long, 128) { $0.aclLogMaxLen = $1 },
        .choice("sanitize-dump-payload", ["no", "yes", "clients"], "no"),
    ]

    private static let shutdownChoices = ["default", "save", "nosave", "now", "force"]

    /// The process around the engine.
    static let process: [ConfigDirective] = [
        .bool("daemonize", false, flags: [.immutable]) { $0.daemonize = $1 },
        .choice(
            "supervised", ["upstart", "systemd", "auto", "no"], "no", flags: [.immutable]),
        .string("pidfile", flags: [.immutable, .emptyIsUnset]) {
            $0.pidFile = String(decoding: $1, as: UTF8.self)
        },
        .string("logfile", flags: [.immutable]) {
            $0.logFile = String(decoding: $1, as: UTF8.self)
        },
        .choice("loglevel", .notice) {
            (settings: inout Settings, value: Settings.LogLevel) in settings.logLevel = value
        },
        .bool("syslog-enabled", false, flags: [.immutable], support: .refused(unless: ["no"])),
        .string("syslog-ident", "redis", flags: [.immutable]),
        .choice(
            "syslog-facility",
            [
                "user", "local0", "local1", "local2", "local3", "local4", "local5", "local6",
                "local7",
            ],
            "local0", flags: [.immutable]),
        .string("dir", flags: [.protected, .denyLoading, .alwaysApplied]) {
            $0.directory = String(decoding: $1, as: UTF8.self)
        },
        .integer("databases", .positiveInt, 16, flags: [.immutable]) { $0.databases = $1 },
        .special("hz", "10", ConfigSpecials.hz),
        .bool("dynamic-hz", true) { $0.dynamicHz = $1 },
        .integer("io-threads", 1...128, 1, flags: [.immutable]),
        .bool("io-threads-do-reads", false, flags: [.immutable]),
        .bool("always-show-logo", false, flags: [.immutable]),
        .bool("set-proc-title", true, flags: [.immutable]),
        .string(
            "proc-title-template", "{title} {listen-addr} {server-mode}", flags: [],
            check: ConfigChecks.processTitle),
        .string("ignore-warnings", flags: []) {
            $0.ignoreWarnings = String(decoding: $1, as: UTF8.self)
        },
        .integer("shutdown-timeout", .int, 10) { $0.shutdownTimeout = $1 },
        ConfigDirective(
            "shutdown-on-sigint", .choices(shutdownChoices), default: "default",
            flags: [.severalWords], support: .ignored),
        ConfigDirective(
            "shutdown-on-sigterm", .choices(shutdownChoices), default: "default",
            flags: [.severalWords], support: .ignored),
        .bool("crash-log-enabled", true),
        .bool("crash-memcheck-enabled", true),
        .bool("use-exit-on-panic", false, flags: [.hidden]),
        .bool("disable-thp", true, flags: [.immutable]),
        .choice("oom-score-adj", ["no", "yes", "relative", "absolute"], "no"),
        .special(
            "oom-score-adj-values", "0 200 800", flags: [.severalWords], support: .ignored,
            ConfigSpecials.oomScoreAdjValues),
        .string("server_cpulist", flags: [.immutable, .emptyIsUnset]),
        .string("bio_cpulist", flags: [.immutable, .emptyIsUnset]),
        .string("aof_rewrite_cpulist", flags: [.immutable, .emptyIsUnset]),
        .string("bgsave_cpulist", flags: [.immutable, .emptyIsUnset]),
        .integer("watchdog-period", .int, 0, flags: [.hidden]),
        .integer(
            "rdb-key-save-delay", Int(Int32.min)...Int(Int32.max), 0, flags: [.hidden]),
        .integer("key-load-delay", Int(Int32.min)...Int(Int32.max), 0, flags: [.hidden]),
        .integer(
            "loading-process-events-interval-bytes", 1024...Int(Int32.max), 2 << 20,
            flags: [.hidden]),
        // Martlet's own, and hidden, so that CONFIG GET * tells what redis-server's does.
        .integer("spin-microseconds", 0...1_000_000, 0, flags: [.hidden]) {
            $0.spinMicroseconds = $1
        },
    ]
}
