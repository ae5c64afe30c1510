/// A place in the order in which `scan` visits a table: what a client sends back to go on.
///
/// The order is that of the hashes' leading bits, which tell the segment, then of their last six,
/// which tell the bucket. Neither changes when the table grows or shrinks: a split leaves both
/// halves behind the cursor, or the rest of them ahead of it. Only when segments join, the joined
/// one has to be visited from its beginning; the cursor tells by the depth that it was made for.
package struct ScanCursor: Equatable, Sendable {
    /// From the highest bit: 52 for the leading bits of the hash, 6 for the depth of the segment
    /// that they were taken from, 6 for the last bits of the hash.
    package let rawValue: UInt64

    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    init(hash: UInt64, depth: Int) {
        rawValue = hash & ~0xfff | UInt64(depth) << 6 | hash & 63
    }

    /// Where a scan begins, and what it returns when it is over.
    package static var start: ScanCursor { ScanCursor(rawValue: 0) }

    /// The bits of a hash.
    var hash: UInt64 { rawValue & ~0xfc0 }

    var depth: Int { Int(rawValue >> 6 & 63) }
}
