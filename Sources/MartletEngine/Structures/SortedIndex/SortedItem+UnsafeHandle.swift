#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An element of a sorted set as the index orders it: its score, and the block of the table of
/// members that holds the member and the score once more.
@unsafe struct SortedItem {
    var score: Double
    var block: EntryBlock

    /// Returns whether this element comes before another, by its score, then by its bytes.
    @inline(__always) func precedes(_ other: SortedItem) -> Bool {
        if unsafe score != other.score { return unsafe score < other.score }
        return unsafe block.keyPrecedes(other.block)
    }
}

extension EntryBlock {
    /// The score, of a block that holds one.
    @inline(__always) var score: Double {
        get { unsafe Double(bitPattern: header.pointee.payload) }
        nonmutating set { unsafe header.pointee.payload = newValue.bitPattern }
    }

    /// Allocates a block that holds `member` and a score.
    @inline(__always) init(member: Span<UInt8>, score: Double) {
        unsafe self.init(key: member, traits: EntryTraits(.integer), payload: score.bitPattern)
    }

    /// Calls `body` with the key.
    @inline(__always) func withKey<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        unsafe body(Span(_unsafeStart: UnsafePointer(key), count: keyCount))
    }

    /// Returns whether the key comes before another block's, byte by byte.
    @inline(__always) fileprivate func keyPrecedes(_ other: EntryBlock) -> Bool {
        let (count, otherCount) = unsafe (keyCount, other.keyCount)
        if count >= 8 && otherCount >= 8 {
            let (head, otherHead) = unsafe (
                ByteWords.load64(key).bigEndian, ByteWords.load64(other.key).bigEndian
            )
            if head != otherHead { return head < otherHead }
        }
        let order = unsafe memcmp(key, other.key, min(count, otherCount))
        return order != 0 ? order < 0 : count < otherCount
    }
}
