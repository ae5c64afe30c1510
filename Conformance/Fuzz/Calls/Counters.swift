import ConformanceKit

/// What INFO counts, but for what follows from time, memory or how bytes arrive.
struct Counters {
    /// The call that tells it.
    static let call = FuzzCall("INFO \(sections.joined(separator: " "))", rule: .counters)
    static let sections = ["clients", "memory", "stats", "commandstats", "errorstats", "keyspace"]

    /// The fields that are counted alike wherever the same is called.
    private static let fields: Set<String> = [
        "blocked_clients", "tracking_clients", "clients_in_timeout_table",
        "number_of_cached_scripts", "number_of_functions", "number_of_libraries",
        "total_commands_processed", "expired_keys", "evicted_keys", "keyspace_hits",
        "keyspace_misses", "pubsub_channels", "pubsub_patterns", "pubsubshard_channels",
        "tracking_total_keys", "tracking_total_items", "tracking_total_prefixes",
        "unexpected_error_replies", "total_error_replies", "dump_payload_sanitizations",
        "total_active_defrag_time", "migrate_cached_sockets", "slave_expires_tracked_keys",
    ]
    /// What is told of a command or a database, and follows from time.
    private static let times: Set<Substring> = ["usec", "usec_per_call", "avg_ttl"]

    /// The masks of a case's last reading for what isn't compared of commands and databases.
    static let masks = times.sorted().map { "mask *.\($0) — text — follows from time" }

    private var values: [String: String] = [:]

    init(_ reply: ReplyNode) {
        for line in reply.text.split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let name = String(parts[0])
            guard Self.fields.contains(name) || parts[1].contains("=") else { continue }
            let counted = parts[1].split(separator: ",").filter { part in
                !Self.times.contains(part.prefix { $0 != "=" })
            }
            values[name] = counted.joined(separator: ",")
        }
    }

    /// Returns which of them is another, nil where none is.
    func objection(to other: Counters) -> String? {
        let names = Set(values.keys).union(other.values.keys).sorted()
        return names.first { values[$0] != other.values[$0] }.map { name in
            "another \(name)"
        }
    }
}
