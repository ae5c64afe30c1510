/// How fast commands and bytes came lately.
package struct TrafficRates: Sendable {
    package var commands = Rate()
    package var input = Rate()
    package var output = Rate()

    package init() {}
}

/// How fast a count grows: the mean of the last samples.
package struct Rate: Sendable {
    private static let mostSamples = 16

    private var samples: [Double] = []
    private var next = 0
    private var last: (count: Int, microseconds: Int)?

    package init() {}

    /// Takes a sample: how far the count has come, and when.
    package mutating func sample(_ count: Int, at monotonicMicroseconds: Int) {
        defer { last = (count, monotonicMicroseconds) }
        guard let last, monotonicMicroseconds > last.microseconds else { return }
        let passed = Double(monotonicMicroseconds - last.microseconds) / 1e6
        let rate = Double(max(0, count - last.count)) / passed
        if samples.count < Self.mostSamples {
            samples.append(rate)
        } else {
            samples[next] = rate
            next = (next + 1) % Self.mostSamples
        }
    }

    /// By how much the count grows in a second.
    package var perSecond: Double {
        samples.isEmpty ? 0 : samples.reduce(0, +) / Double(samples.count)
    }
}
