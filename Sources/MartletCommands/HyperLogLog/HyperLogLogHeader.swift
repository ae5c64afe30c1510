import MartletEngine

/// What stands in front of the registers in the string that is a HyperLogLog: `HYLL`, the layout,
/// three bytes of nothing, and the estimate, if it is known.
enum HyperLogLogHeader {
    /// How the registers are laid out.
    enum Layout: UInt8 {
        /// Six bits for each register.
        case dense
        /// Runs of equal registers.
        case sparse
    }

    static let count = 16
    static let registerCount = 1 << 14
    /// The length of a string with the dense layout.
    static let denseStringCount = count + registerCount * 6 / 8

    private static let magic = Array("HYLL".utf8)
    private static let layoutOffset = 4
    private static let estimateOffset = 8
    /// The highest bit of the estimate tells that it isn't known.
    private static let unknownOffset = 15
    private static let unknownFlag: UInt8 = 0x80

    /// Returns the layout that the string has, or nil if it is no HyperLogLog.
    static func layout(of string: Span<UInt8>) -> Layout? {
        guard string.count >= count, string.extracting(0..<4).isEqual(to: magic.span),
            let layout = Layout(rawValue: string[layoutOffset]),
            layout == .sparse || string.count == denseStringCount
        else { return nil }
        return layout
    }

    /// The header of an empty HyperLogLog, whose runs follow.
    static var sparse: [UInt8] {
        magic + [Layout.sparse.rawValue] + Array(repeating: 0, count: count - magic.count - 1)
    }

    /// Returns the header of `string` and dense registers, all at 0.
    static func denseCopy(of string: [UInt8]) -> [UInt8] {
        var copy = string[..<count] + Array(repeating: 0, count: denseStringCount - count)
        copy[layoutOffset] = Layout.dense.rawValue
        return Array(copy)
    }

    /// Returns the estimate, or nil if it isn't known.
    static func estimate(in string: Span<UInt8>) -> Int? {
        guard string[unknownOffset] & unknownFlag == 0 else { return nil }
        var estimate: UInt64 = 0
        for i in 0..<8 { estimate |= UInt64(string[estimateOffset + i]) << UInt64(8 * i) }
        return Int(truncatingIfNeeded: estimate)
    }

    /// Notes the estimate.
    static func setEstimate(_ estimate: Int, in string: inout MutableSpan<UInt8>) {
        for i in 0..<8 {
            string[estimateOffset + i] = UInt8(truncatingIfNeeded: estimate >> (8 * i))
        }
    }

    /// Notes that the estimate isn't known any more.
    static func forgetEstimate(in string: inout MutableSpan<UInt8>) {
        string[unknownOffset] |= unknownFlag
    }
}
