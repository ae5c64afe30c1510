extension CommandCall {
    /// How a set is to be laid out.
    package var setLayout: SetLayout {
        @inline(__always) mutating get {
            SetLayout(longestIntegers: settings.setMaxIntsetEntries, seed: keyspace.seed)
        }
    }

    /// How a hash is to be laid out.
    package var hashLayout: HashLayout {
        @inline(__always) mutating get {
            HashLayout(
                mostFields: settings.hashMaxListpackEntries,
                longestElement: settings.hashMaxListpackValue, seed: keyspace.seed)
        }
    }

    /// How a sorted set is to be laid out.
    package var sortedSetLayout: SortedSetLayout {
        @inline(__always) mutating get {
            SortedSetLayout(
                mostElements: settings.zsetMaxListpackEntries,
                longestMember: settings.zsetMaxListpackValue, seed: keyspace.seed)
        }
    }
}
