/// The type of an integer that lies anywhere in a string: `u8`, `i16`, up to `u63` and `i64`.
package struct BitField: Equatable, Sendable {
    /// What becomes of a result that the type cannot hold.
    package enum Overflow: Sendable {
        case wrap
        case saturate
        case fail
    }

    package let isSigned: Bool
    /// The number of bits: at least 1, at most 64 signed and 63 unsigned.
    package let width: Int

    package init?(isSigned: Bool, width: Int) {
        guard width >= 1, width <= (isSigned ? 64 : 63) else { return nil }
        self.isSigned = isSigned
        self.width = width
    }

    /// The numbers that the type holds.
    private var range: ClosedRange<Int128> {
        isSigned
            ? -(1 << Int128(width - 1))...((1 << Int128(width - 1)) - 1)
            : 0...((1 << Int128(width)) - 1)
    }

    /// Returns the integer whose first bit is at `offset`. Behind the end of `bytes` are zeros.
    package func value(in bytes: Span<UInt8>, at offset: Int) -> Int {
        var bits: UInt128 = 0
        let first = offset >> 3
        let last = (offset + width - 1) >> 3
        for i in first...last { bits = bits << 8 | UInt128(i < bytes.count ? bytes[i] : 0) }
        bits >>= (last + 1) << 3 - (offset + width)
        return truncating(Int128(truncatingIfNeeded: bits))
    }

    /// Writes the last bits of `value` from `offset` on. All of them lie within `bytes`.
    package func set(_ value: Int, in bytes: inout MutableSpan<UInt8>, at offset: Int) {
        let first = offset >> 3
        let last = (offset + width - 1) >> 3
        let shift = (last + 1) << 3 - (offset + width)
        var mask = ((UInt128(1) << UInt128(width)) - 1) << UInt128(shift)
        var bits = (UInt128(truncatingIfNeeded: value) << UInt128(shift)) & mask
        for i in (first...last).reversed() {
            let keep = ~UInt8(truncatingIfNeeded: mask)
            bytes[i] = bytes[i] & keep | UInt8(truncatingIfNeeded: bits)
            mask >>= 8
            bits >>= 8
        }
    }

    /// Returns `value + increment` as the type holds it, or nil for an overflow that is to fail.
    package func sum(_ value: Int, _ increment: Int, overflow: Overflow) -> Int? {
        fit(Int128(value) + Int128(increment), overflow: overflow)
    }

    /// Returns `value` as the type holds it, or nil for an overflow that is to fail. Unsigned types
    /// take a negative value for the large one with the same 64 bits.
    ///
    /// As in Redis, signed types that saturate take what is farther below the largest number than 64
    /// bits can tell for too large.
    package func fit(_ value: Int, overflow: Overflow) -> Int? {
        guard isSigned else {
            return fit(Int128(UInt64(bitPattern: Int64(value))), overflow: overflow)
        }
        let largest = Int(truncatingIfNeeded: range.upperBound)
        if case .saturate = overflow, width < 64,
            largest.subtractingReportingOverflow(value).overflow
        {
            return largest
        }
        return fit(Int128(value), overflow: overflow)
    }

    private func fit(_ value: Int128, overflow: Overflow) -> Int? {
        guard !range.contains(value) else { return Int(truncatingIfNeeded: value) }
        switch overflow {
        case .wrap: return truncating(value)
        case .saturate:
            let limit = value < range.lowerBound ? range.lowerBound : range.upperBound
            return Int(truncatingIfNeeded: limit)
        case .fail: return nil
        }
    }

    /// Returns what the last bits of `value` mean in this type.
    private func truncating(_ value: Int128) -> Int {
        let unused = Int128(128 - width)
        let top = value << unused
        return isSigned
            ? Int(truncatingIfNeeded: top >> unused)
            : Int(truncatingIfNeeded: UInt128(bitPattern: top) >> UInt128(unused))
    }
}
