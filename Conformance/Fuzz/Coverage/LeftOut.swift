/// What no template makes, and why not.
package enum LeftOut {
    /// Why a command, or a word of its options, is never made; nil for one that should be.
    package static func reason(_ lack: String) -> String? {
        if lack.hasSuffix(" HELP") { return "its lines are prose of our own" }
        return reasons.first { $0.value.contains(lack) }?.key
    }

    /// All that has a reason of its own.
    package static let all = Set(reasons.values.flatMap(\.self))

    private static let reasons: [String: Set<String>] = [
        "ends the server": ["SHUTDOWN"],
        "refused on purpose": [
            "ACL SETUSER", "BGREWRITEAOF", "BGSAVE", "PSYNC", "SAVE", "SYNC",
        ],
        "is for replicas": ["REPLCONF"],
        "tells what is prose of our own": ["COMMAND DOCS"],
        "each sequence begins with it": ["CONFIG RESETSTAT"],
        "each sequence ends with it": ["INFO"],
        "goes by memory": ["MEMORY STATS"],
        "goes by time": ["LATENCY HISTOGRAM"],
        "takes seconds": ["PFSELFTEST"],
        "is refused in a pipeline": ["SCRIPT DEBUG"],
        "every call has to have a reply": [
            "CLIENT REPLY … OFF", "CLIENT REPLY … SKIP", "MONITOR",
        ],
    ]
}
