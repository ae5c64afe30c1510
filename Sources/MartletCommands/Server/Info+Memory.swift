import MartletEngine

extension Info {
    mutating func appendMemory(_ call: inout CommandCall) {
        let figures = MemoryFigures(&call)
        headline("Memory")
        append(figures)
        appendAllocator()
        appendScriptMemory(call.scripts?.figures ?? ScriptFigures())
        let maximum = Int(clamping: call.settings.maxMemory)
        field("maxmemory", maximum)
        field("maxmemory_human", bytesForHumans: maximum)
        field("maxmemory_policy", call.settings.maxMemoryPolicy.rawValue)
        appendFragmentation()
        zeros(
            "mem_not_counted_for_evict", "mem_replication_backlog",
            "mem_total_replication_buffers", "mem_clients_slaves")
        field("mem_clients_normal", figures.clients)
        zeros("mem_cluster_links", "mem_aof_buffer")
        field("mem_allocator", facts.allocator)
        field("active_defrag_running", 0)
        field("lazyfree_pending_objects", call.pendingFrees.count)
        field("lazyfreed_objects", call.pendingFrees.freedCount)
    }

    private mutating func append(_ figures: MemoryFigures) {
        let used = figures.allocated
        let peak = figures.peak
        let startup = figures.startup
        let overhead = min(used, figures.overhead)
        let dataset = used - overhead
        field("used_memory", used)
        field("used_memory_human", bytesForHumans: used)
        field("used_memory_rss", facts.residentCount)
        field("used_memory_rss_human", bytesForHumans: facts.residentCount)
        field("used_memory_peak", peak)
        field("used_memory_peak_human", bytesForHumans: peak)
        field(
            "used_memory_peak_perc", Self.ratio(used * 100, peak), decimals: 2, unit: "%")
        field("used_memory_overhead", overhead)
        field("used_memory_startup", startup)
        field("used_memory_dataset", dataset)
        field(
            "used_memory_dataset_perc", Self.ratio(dataset * 100, used - startup), decimals: 2,
            unit: "%")
    }

    private mutating func appendAllocator() {
        field("allocator_allocated", facts.allocatedCount)
        field("allocator_active", facts.heapCount)
        field("allocator_resident", facts.residentCount)
        field("total_system_memory", facts.systemMemoryCount)
        field("total_system_memory_human", bytesForHumans: facts.systemMemoryCount)
    }

    private mutating func appendScriptMemory(_ figures: ScriptFigures) {
        field("used_memory_lua", figures.scriptHeapBytes)
        field("used_memory_vm_eval", figures.scriptHeapBytes)
        field("used_memory_lua_human", bytesForHumans: figures.scriptHeapBytes)
        field("used_memory_scripts_eval", figures.scriptBytes)
        field("number_of_cached_scripts", figures.scriptCount)
        field("number_of_functions", figures.functionCount)
        field("number_of_libraries", figures.libraryCount)
        field("used_memory_vm_functions", figures.functionHeapBytes)
        let heap = figures.scriptHeapBytes + figures.functionHeapBytes
        field("used_memory_vm_total", heap)
        field("used_memory_vm_total_human", bytesForHumans: heap)
        field("used_memory_functions", figures.functionBytes)
        field("used_memory_scripts", figures.scriptBytes + figures.functionBytes)
        field(
            "used_memory_scripts_human",
            bytesForHumans: figures.scriptBytes + figures.functionBytes)
    }

    private mutating func appendFragmentation() {
        let used = facts.allocatedCount
        let heap = facts.heapCount
        let resident = facts.residentCount
        field("allocator_frag_ratio", Self.ratio(heap, used), decimals: 2)
        field("allocator_frag_bytes", heap - used)
        field("allocator_rss_ratio", Self.ratio(resident, heap), decimals: 2)
        field("allocator_rss_bytes", resident - heap)
        field("rss_overhead_ratio", Self.ratio(resident, resident), decimals: 2)
        field("rss_overhead_bytes", 0)
        field("mem_fragmentation_ratio", Self.ratio(resident, used), decimals: 2)
        field("mem_fragmentation_bytes", resident - used)
    }

    private static func ratio(_ part: Int, _ whole: Int) -> Double {
        whole > 0 ? max(0, Double(part) / Double(whole)) : 0
    }
}
