extension ConfigTable {
    /// Replication, which comes later.
    static let replication: [ConfigDirective] = [
        .special(
            "replicaof", "", alias: "slaveof", flags: [.immutable, .severalWords],
            support: .refused(unless: [""]), ConfigSpecials.replicaof),
        .string("masterauth", flags: [.sensitive, .emptyIsUnset]),
        .string("masteruser", flags: [.sensitive, .emptyIsUnset]),
        .bool("replica-serve-stale-data", true, alias: "slave-serve-stale-data"),
        .bool("replica-read-only", true, alias: "slave-read-only"),
        .bool("replica-lazy-flush", false, alias: "slave-lazy-flush"),
        .bool("replica-ignore-maxmemory", true, alias: "slave-ignore-maxmemory"),
        .bool("replica-ignore-disk-write-errors", false),
        .bool("replica-announced", true),
        .string("replica-announce-ip", alias: "slave-announce-ip"),
        .integer("replica-announce-port", .port, 0, alias: "slave-announce-port"),
        .integer("replica-priority", .int, 100, alias: "slave-priority"),
        .integer("min-replicas-to-write", .int, 0, alias: "min-slaves-to-write"),
        .integer("min-replicas-max-lag", .int, 10, alias: "min-slaves-max-lag"),
        .integer(
            "repl-ping-replica-period", .positiveInt, 10, alias: "repl-ping-slave-period"),
        .integer("repl-timeout", .positiveInt, 60),
        .bool("repl-disable-tcp-nodelay", false),
        .bool("repl-diskless-sync", true),
        .integer("repl-diskless-sync-delay", .int, 5),
        .integer("repl-diskless-sync-max-replicas", .int, 0),
        .choice(
            "repl-diskless-load", ["disabled", "on-empty-db", "swapdb"], "disabled",
            flags: [.denyLoading]),
        .memory("repl-backlog-size", 1...UInt64(Int64.max), 1 << 20),
        .integer("repl-backlog-ttl", .long, 3600),
        .choice(
            "propagation-error-behavior", ["ignore", "panic", "panic-on-replicas"], "ignore"),
    ]

    /// The cluster, which comes later.
    static let cluster: [ConfigDirective] = [
        .bool("cluster-enabled", false, flags: [.immutable], support: .refused(unless: ["no"])),
        .string("cluster-config-file", "nodes.conf", flags: [.immutable]),
        .integer("cluster-node-timeout", .long, 15000),
        .integer("cluster-port", .port, 0, flags: [.immutable]),
        .integer("cluster-migration-barrier", .int, 1),
        .bool("cluster-allow-replica-migration", true),
        .bool("cluster-require-full-coverage", true),
        .bool("cluster-replica-no-failover", false, alias: "cluster-slave-no-failover"),
        .integer(
            "cluster-replica-validity-factor", .int, 10, alias: "cluster-slave-validity-factor"),
        .bool("cluster-allow-reads-when-down", false),
        .bool("cluster-allow-pubsubshard-when-down", true),
        .memory("cluster-link-sendbuf-limit", .unsignedLong, 0),
        .string("cluster-announce-ip"),
        .string("cluster-announce-hostname", check: ConfigChecks.hostName),
        .integer("cluster-announce-port", .port, 0),
        .integer("cluster-announce-tls-port", .port, 0),
        .integer("cluster-announce-bus-port", .port, 0),
        .choice(
            "cluster-preferred-endpoint-type", ["ip", "hostname", "unknown-endpoint"], "ip"),
    ]

    /// TLS, which comes later.
    static let tls: [ConfigDirective] = [
        .integer("tls-port", .port, 0, support: .refused(unless: ["0"])),
        .string("tls-cert-file"),
        .string("tls-key-file"),
        .string("tls-key-file-pass"),
        .string("tls-client-cert-file"),
        .string("tls-client-key-file"),
        .string("tls-client-key-file-pass"),
        .string("tls-dh-params-file"),
        .string("tls-ca-cert-file"),
        .string("tls-ca-cert-dir"),
        .choice("tls-auth-clients", ["no", "yes", "optional"], "yes"),
        .bool("tls-replication", false, support: .refused(unless: ["no"])),
        .bool("tls-cluster", false, support: .refused(unless: ["no"])),
        .string("tls-protocols"),
        .string("tls-ciphers"),
        .string("tls-ciphersuites"),
        .bool("tls-prefer-server-ciphers", false),
        .bool("tls-session-caching", true),
        .integer("tls-session-cache-size", .int, 20480),
        .integer("tls-session-cache-timeout", .int, 300),
    ]
}
