import MartletEngine

/// The registers of a HyperLogLog in the dense layout: six bits each, from the lowest bit up.
enum DenseRegisters {
    static let largestRank: UInt8 = 63

    /// Returns the rank at which a register is.
    static func rank(of register: Int, in string: Span<UInt8>) -> UInt8 {
        let bit = register * 6
        let byte = HyperLogLogHeader.count + bit >> 3
        let low = UInt16(string[byte])
        let high = byte + 1 < string.count ? UInt16(string[byte + 1]) : 0
        return UInt8(truncatingIfNeeded: (low | high << 8) >> UInt16(bit & 7)) & largestRank
    }

    /// Sets a register.
    static func set(_ register: Int, to rank: UInt8, in string: inout MutableSpan<UInt8>) {
        let bit = register * 6
        let byte = HyperLogLogHeader.count + bit >> 3
        let mask = UInt16(largestRank) << UInt16(bit & 7)
        let value = UInt16(rank) << UInt16(bit & 7)
        string[byte] =
            string[byte] & ~UInt8(truncatingIfNeeded: mask) | UInt8(truncatingIfNeeded: value)
        guard mask > 0xff else { return }
        string[byte + 1] = string[byte + 1] & ~UInt8(mask >> 8) | UInt8(value >> 8)
    }

    /// Raises a register to a rank; returns whether it was lower.
    static func raise(
        _ register: Int, to rank: UInt8, in string: inout MutableSpan<UInt8>
    ) -> Bool {
        guard rank > self.rank(of: register, in: string.span) else { return false }
        set(register, to: rank, in: &string)
        return true
    }
}
