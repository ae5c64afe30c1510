extension Array where Element == UInt8 {
    /// Makes a copy of `bytes`.
    package init(_ bytes: Span<UInt8>) {
        self = unsafe bytes.withUnsafeBufferPointer { bytes in unsafe Array(bytes) }
    }
}

extension Span<UInt8> {
    /// Returns whether the same bytes are there.
    package func isEqual(to other: Span<UInt8>) -> Bool {
        unsafe withBase { base, count in
            unsafe other.withBase { otherBase, otherCount in
                unsafe count == otherCount && ByteWords.areEqual(base, otherBase, count: count)
            }
        }
    }

    /// The bytes before the first zero byte, `count` of them at most: what C's `%.*s` prints.
    @_lifetime(copy self)
    package func prefixOfText(_ count: Int) -> Span<UInt8> {
        var end = 0
        while end < self.count, end < count, self[end] != 0 { end += 1 }
        return extracting(first: end)
    }
}
