extension Duration {
    /// The most milliseconds that servers take for a time, rounded down.
    private static let mostMilliseconds: Int64 = 1_000_000_000_000_000
    private static let attosecondsPerMillisecond: Int64 = 1_000_000_000_000_000

    /// The whole milliseconds, rounded up, as commands take times; the most that servers take if it is
    /// longer. Exact: a quotient of two durations isn't.
    package var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        let most = Self.mostMilliseconds
        guard seconds.magnitude < UInt64(most / 1000) else {
            return Int(seconds < 0 ? -most : most)
        }
        let (part, rest) = attoseconds.quotientAndRemainder(
            dividingBy: Self.attosecondsPerMillisecond)
        return Int(seconds * 1000 + part + (rest > 0 ? 1 : 0))
    }
}
