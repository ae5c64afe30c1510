/// How much a node of a quicklist may hold: `list-max-listpack-size`, as it was when the list was
/// made.
package struct NodeLimit: Equatable, Sendable {
    /// Below 0 the largest size in bytes, by its class: -1 for 4 KiB, each further one twice as large
    /// as the one before. Else the largest number of elements.
    package let setting: Int16

    /// The largest size where the number of elements is limited.
    private static let safeByteCount = 8192

    /// Takes the setting, which counts as the nearest that is possible.
    package init(_ setting: Int) {
        self.setting = Int16(max(-5, min(setting, Int(Int16.max))))
    }

    /// Returns whether a node may have so many bytes and elements.
    @inline(__always) func allows(byteCount: Int, count: Int) -> Bool {
        if setting < 0 { return byteCount <= 2048 << -Int(setting) }
        return byteCount <= Self.safeByteCount && count <= Int(setting)
    }
}
