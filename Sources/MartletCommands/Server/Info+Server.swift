import MartletEngine

extension Info {
    mutating func appendServer(_ call: inout CommandCall) {
        let seconds = call.clock.wallMicroseconds / 1_000_000
        let uptime = max(0, seconds - call.startedAtSeconds)
        headline("Server")
        field("redis_version", RedisVersion.text)
        field("redis_git_sha1", "00000000")
        field("redis_git_dirty", 0)
        field("redis_build_id", "0000000000000000")
        field("redis_mode", "standalone")
        field("os", facts.operatingSystem)
        field("arch_bits", Int.bitWidth)
        field("monotonic_clock", "POSIX clock_gettime")
        field("multiplexing_api", facts.multiplexing)
        field("atomicvar_api", "swift-synchronization")
        field("gcc_version", "0.0.0")
        field("process_id", facts.processID)
        field("process_supervised", call.settings.supervised)
        field("run_id", call.runID)
        field("tcp_port", facts.tcpPort)
        field("server_time_usec", call.clock.wallMicroseconds)
        field("uptime_in_seconds", uptime)
        field("uptime_in_days", uptime / 86400)
        field("hz", call.settings.cronFrequency(clientCount: call.clients.count))
        field("configured_hz", call.settings.hz)
        field("lru_clock", seconds & 0xff_ffff)
        field("executable", facts.executable)
        field("config_file", facts.configurationFile)
        field("io_threads_active", 0)
    }

    mutating func appendClients(_ call: inout CommandCall) {
        let clients = call.clients.connected
        headline("Clients")
        field("connected_clients", clients.count)
        field("cluster_connections", 0)
        field("maxclients", call.settings.maxClients)
        field(
            "client_recent_max_input_buffer", clients.map(\.buffers.unreadCapacity).max() ?? 0)
        field("client_recent_max_output_buffer", clients.map(\.buffers.unsentCount).max() ?? 0)
        field("blocked_clients", clients.count { $0.isBlocked })
        field("tracking_clients", call.tracking.clientCount)
        field("clients_in_timeout_table", call.blocked.timedCount)
    }

    mutating func appendReplication(_ call: inout CommandCall) {
        headline("Replication")
        field("role", "master")
        field("connected_slaves", 0)
        field("master_failover_state", "no-failover")
        field("master_replid", call.replicationID)
        field("master_replid2", String(repeating: "0", count: 40))
        field("master_repl_offset", 0)
        field("second_repl_offset", -1)
        field("repl_backlog_active", 0)
        field("repl_backlog_size", call.settings.value(of: "repl-backlog-size") ?? "0")
        zeros("repl_backlog_first_byte_offset", "repl_backlog_histlen")
    }

    mutating func appendCPU() {
        headline("CPU")
        field("used_cpu_sys", Double(facts.systemMicroseconds) / 1e6, decimals: 6)
        field("used_cpu_user", Double(facts.userMicroseconds) / 1e6, decimals: 6)
        field("used_cpu_sys_children", 0, decimals: 6)
        field("used_cpu_user_children", 0, decimals: 6)
        field(
            "used_cpu_sys_main_thread", Double(facts.threadSystemMicroseconds) / 1e6, decimals: 6)
        field("used_cpu_user_main_thread", Double(facts.threadUserMicroseconds) / 1e6, decimals: 6)
    }

    mutating func appendCluster() {
        headline("Cluster")
        field("cluster_enabled", 0)
    }
}
