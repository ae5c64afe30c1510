extension CommandCall {
    /// How a set is to be laid out.
    @inline(__always) package var setLayout: SetLayout {
        SetLayout(longestIntegers: settings.setMaxIntsetEntries, seed: keyspace.seed)
    }

    /// How a hash is to be laid out.
    @inline(__always) package var hashLayout: HashLayout {
        HashLayout(
            mostFields: settings.hashMaxListpackEntries,
            longestElement: settings.hashMaxListpackValue, seed: keyspace.seed)
    }

    /// How a sorted set is to be laid out.
    @inline(__always) package var sortedSetLayout: SortedSetLayout {
        SortedSetLayout(
            mostElements: settings.zsetMaxListpackEntries,
            longestMember: settings.zsetMaxListpackValue, seed: keyspace.seed)
    }
}
