import MartletEngine

extension Info {
    /// Appends what there is to say of files that the databases aren't saved to.
    mutating func appendPersistence(_ call: inout CommandCall) {
        headline("Persistence")
        zeros(
            "loading", "async_loading", "current_cow_peak", "current_cow_size",
            "current_cow_size_age")
        field("current_fork_perc", 0, decimals: 2)
        zeros("current_save_keys_processed", "current_save_keys_total")
        field("rdb_changes_since_last_save", call.events.dirty)
        field("rdb_bgsave_in_progress", 0)
        field("rdb_last_save_time", call.savedAtSeconds)
        field("rdb_last_bgsave_status", "ok")
        field("rdb_last_bgsave_time_sec", -1)
        field("rdb_current_bgsave_time_sec", -1)
        zeros("rdb_saves", "rdb_last_cow_size")
        field("rdb_last_load_keys_expired", call.statistics.lastLoad.expired)
        field("rdb_last_load_keys_loaded", call.statistics.lastLoad.loaded)
        zeros("aof_enabled", "aof_rewrite_in_progress", "aof_rewrite_scheduled")
        field("aof_last_rewrite_time_sec", -1)
        field("aof_current_rewrite_time_sec", -1)
        field("aof_last_bgrewrite_status", "ok")
        zeros("aof_rewrites", "aof_rewrites_consecutive_failures")
        field("aof_last_write_status", "ok")
        zeros("aof_last_cow_size", "module_fork_in_progress", "module_fork_last_cow_size")
    }
}
