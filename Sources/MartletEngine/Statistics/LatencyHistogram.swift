/// How often a command took how long, in ticks: buckets that widen with the time, by 1 part in 64.
package struct LatencyHistogram: Sendable {
    /// A power of two is divided into 2 to this power buckets.
    private static let bits = 6
    /// Longer times count as this: half a minute at the least.
    private static let longest: UInt64 = 1 << 37

    private var counts: [UInt32] = []
    /// The number of times recorded.
    package private(set) var count = 0

    package init() {}

    /// Counts one command that took so long.
    @inline(__always) package mutating func record(ticks: UInt64) {
        if counts.isEmpty { makeRoom() }
        counts[Self.bucket(of: min(ticks, Self.longest))] &+= 1
        count &+= 1
    }

    /// Returns the ticks that so many percent of the commands did not exceed.
    package func percentile(_ percent: Double) -> UInt64 {
        let wanted = max(1, Int((percent / 100 * Double(count)).rounded(.up)))
        var seen = 0
        for (bucket, bucketCount) in counts.enumerated() where bucketCount > 0 {
            seen += Int(bucketCount)
            if seen >= wanted { return Self.highest(in: bucket) }
        }
        return 0
    }

    /// Returns how many commands took at most so many ticks.
    package func count(upTo ticks: UInt64) -> Int {
        var seen = 0
        for (bucket, bucketCount) in counts.enumerated() {
            if Self.highest(in: bucket) > ticks { break }
            seen += Int(bucketCount)
        }
        return seen
    }

    @inline(never) private mutating func makeRoom() {
        counts = Array(repeating: 0, count: Self.bucket(of: Self.longest) + 1)
    }

    /// Times below 128 have a bucket each; above, the leading seven bits choose it.
    @inline(__always) private static func bucket(of ticks: UInt64) -> Int {
        let power = max(0, 63 &- (ticks | 1).leadingZeroBitCount &- bits)
        return power &<< bits &+ Int(truncatingIfNeeded: ticks &>> UInt64(power))
    }

    /// The longest time that the bucket stands for.
    private static func highest(in bucket: Int) -> UInt64 {
        let power = max(0, bucket >> bits - 1)
        let leading = bucket - power << bits
        return UInt64(leading + 1) << UInt64(power) - 1
    }
}
