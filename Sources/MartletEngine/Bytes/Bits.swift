/// What `BITOP` does with the bits of two strings.
package enum BitOperation: Sendable {
    case and
    case or
    case xor
}

/// Strings as rows of bits. Bit 0 is the highest bit of byte 0.
package enum Bits {
    /// Returns how many bits are set in a range of bits, which lies within `bytes`.
    package static func count(_ bytes: Span<UInt8>, in bits: Range<Int>) -> Int {
        guard !bits.isEmpty else { return 0 }
        let first = bits.lowerBound >> 3
        let last = (bits.upperBound - 1) >> 3
        let before = bytes[first] & ~ones(from: bits.lowerBound & 7)
        let after = bytes[last] & ones(from: (bits.upperBound - 1) & 7 + 1)
        return count(bytes.extracting(first..<(last + 1)))
            - before.nonzeroBitCount - after.nonzeroBitCount
    }

    /// Returns the position of the first bit that is `isSet` in a range of bits, which lies within
    /// `bytes`; or nil.
    package static func firstPosition(
        of isSet: Bool, _ bytes: Span<UInt8>, in bits: Range<Int>
    ) -> Int? {
        guard !bits.isEmpty else { return nil }
        let filler: UInt8 = isSet ? 0 : 0xff
        var index = bits.lowerBound >> 3
        // The bits before the range are made those which aren't looked for.
        var byte = (bytes[index] ^ filler) & ones(from: bits.lowerBound & 7)
        if byte == 0 {
            let end = (bits.upperBound - 1) >> 3 + 1
            index = firstByte(
                otherThan: filler, in: bytes.extracting(0..<end), from: index + 1)
            guard index < end else { return nil }
            byte = bytes[index] ^ filler
        }
        let position = index << 3 + byte.leadingZeroBitCount
        return position < bits.upperBound ? position : nil
    }

    /// The bits of a byte from `position` on.
    private static func ones(from position: Int) -> UInt8 {
        position < 8 ? 0xff >> UInt8(position) : 0
    }
}
