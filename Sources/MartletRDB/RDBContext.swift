import MartletEngine

/// What it depends on how values are laid out in memory and as bytes.
struct RDBContext {
    /// Whether strings are compressed.
    let compresses: Bool
    let listLimit: NodeLimit
    let listCompressDepth: Int
    /// From which size on an element of a list gets a node of its own.
    let plainThreshold: Int
    let setLayout: SetLayout
    let hashLayout: HashLayout
    let sortedSetLayout: SortedSetLayout

    init(_ call: inout CommandCall) {
        compresses = call.settings.rdbCompression
        listLimit = NodeLimit(call.settings.listMaxListpackSize)
        listCompressDepth = call.settings.listCompressDepth
        plainThreshold = call.quicklistPackedThreshold
        setLayout = call.setLayout
        hashLayout = call.hashLayout
        sortedSetLayout = call.sortedSetLayout
    }
}
