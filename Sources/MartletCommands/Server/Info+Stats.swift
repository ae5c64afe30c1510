import MartletEngine

extension Info {
    mutating func appendStats(_ call: inout CommandCall) {
        headline("Stats")
        appendTraffic(&call)
        appendKeys(&call)
        field("pubsub_channels", call.subscriptions.count(of: .channel))
        field("pubsub_patterns", call.subscriptions.count(of: .pattern))
        field("pubsubshard_channels", call.subscriptions.count(of: .shard))
        zeros(
            "latest_fork_usec", "total_forks", "migrate_cached_sockets",
            "slave_expires_tracked_keys",
            "active_defrag_hits", "active_defrag_misses", "active_defrag_key_hits",
            "active_defrag_key_misses", "total_active_defrag_time", "current_active_defrag_time")
        field("tracking_total_keys", call.tracking.keys.count)
        field("tracking_total_items", call.tracking.keys.readerCount)
        field("tracking_total_prefixes", call.tracking.prefixCount)
        field("unexpected_error_replies", 0)
        field("total_error_replies", call.statistics.errorCount)
        field("dump_payload_sanitizations", 0)
        field("total_reads_processed", call.statistics.batchCount)
        field("total_writes_processed", call.statistics.replyBatchCount)
        zeros(
            "io_threaded_reads_processed", "io_threaded_writes_processed",
            "reply_buffer_shrinks", "reply_buffer_expands")
    }

    private mutating func appendTraffic(_ call: inout CommandCall) {
        let rates = call.statistics.rates
        let before = call.statistics.baseline
        field(
            "total_connections_received", facts.connectionsReceived - before.connectionsReceived)
        field("total_commands_processed", call.statistics.commandCount)
        field("instantaneous_ops_per_sec", Int(rates.commands.perSecond))
        field("total_net_input_bytes", facts.inputCount - before.inputCount)
        field("total_net_output_bytes", facts.outputCount - before.outputCount)
        zeros("total_net_repl_input_bytes", "total_net_repl_output_bytes")
        field("instantaneous_input_kbps", rates.input.perSecond / 1024, decimals: 2)
        field("instantaneous_output_kbps", rates.output.perSecond / 1024, decimals: 2)
        field("instantaneous_input_repl_kbps", 0, decimals: 2)
        field("instantaneous_output_repl_kbps", 0, decimals: 2)
        field("rejected_connections", facts.connectionsRejected - before.connectionsRejected)
        zeros("sync_full", "sync_partial_ok", "sync_partial_err")
    }

    private mutating func appendKeys(_ call: inout CommandCall) {
        var hits = 0
        var misses = 0
        var expired = 0
        for index in 0..<call.databaseCount {
            call.withDatabase(index) { keyspace in
                hits += keyspace.statistics.hits
                misses += keyspace.statistics.misses
                expired += keyspace.statistics.expired
            }
        }
        field("expired_keys", expired)
        field("expired_stale_perc", 0, decimals: 2)
        zeros(
            "expired_time_cap_reached_count", "expire_cycle_cpu_milliseconds", "evicted_keys",
            "evicted_clients", "total_eviction_exceeded_time", "current_eviction_exceeded_time")
        field("keyspace_hits", hits)
        field("keyspace_misses", misses)
    }

    mutating func appendErrorStats(_ call: inout CommandCall) {
        headline("Errorstats")
        let errors = call.statistics.errorsByCode.sorted { one, other in
            one.key.lexicographicallyPrecedes(other.key)
        }
        for (code, count) in errors {
            line { text in
                text.append("errorstat_")
                for byte in code { text.append(Self.isUnsafe(byte) ? UInt8(ascii: "_") : byte) }
                text.append(text: ":count=\(count)")
            }
        }
    }

    /// Whether a byte in a code would make a line that can't be read.
    private static func isUnsafe(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "#") || byte == UInt8(ascii: ":")
    }

    mutating func appendKeyspace(_ call: inout CommandCall) {
        headline("Keyspace")
        for index in 0..<call.databaseCount {
            let (keys, expiring, ttl) = call.withDatabase(index) { keyspace in
                (keyspace.count, keyspace.expiringCount, keyspace.averageTTL)
            }
            guard keys > 0 else { continue }
            line { text in
                text.append(text: "db\(index):keys=\(keys),expires=\(expiring),avg_ttl=\(ttl)")
            }
        }
    }
}
