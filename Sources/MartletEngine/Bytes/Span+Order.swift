extension Span<UInt8> {
    /// Returns whether these bytes come before others: the first that differs decides, else the
    /// length.
    package func precedes(_ other: Span<UInt8>) -> Bool {
        let shared = Swift.min(count, other.count)
        var i = 0
        while i < shared {
            if self[i] != other[i] { return self[i] < other[i] }
            i &+= 1
        }
        return count < other.count
    }
}
