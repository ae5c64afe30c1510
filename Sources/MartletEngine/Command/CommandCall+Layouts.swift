extension CommandCall {
    /// How a set is to be laid out.
    @inline(__always) package var setLayout: SetLayout {
        SetLayout(longestIntegers: settings.setMaxIntsetEntries, seed: keyspace.seed)
    }
}
