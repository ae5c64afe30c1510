/// A part of a string, from the places that a client gave.
enum StringRange {
    /// Returns the range from `first` through `last` in a string of `count` bytes or bits.
    ///
    /// Places below zero count from the end. None lies before the start, so that two places there
    /// mean the first byte.
    static func clamped(from first: Int, through last: Int, count: Int) -> Range<Int> {
        let lower = max(0, first < 0 ? first + count : first)
        let upper = min(max(0, last < 0 ? last + count : last), count - 1)
        return lower <= upper ? lower..<(upper + 1) : 0..<0
    }

    /// Returns whether both places count from the end, the first behind the last: nothing is
    /// between them, even before the start.
    static func isReversed(_ first: Int, _ last: Int) -> Bool {
        first < 0 && last < 0 && first > last
    }
}
