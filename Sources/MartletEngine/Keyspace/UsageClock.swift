/// What Redis keeps about an object's use, and how it ages.
package struct UsagePolicy: Equatable, Sendable {
    /// Whether it counts how often an object is used, not when it was last.
    package var countsFrequency = false
    /// How much slower the counter grows the higher it is: `lfu-log-factor`.
    package var logFactor = 10
    /// After how many minutes the counter falls by one: `lfu-decay-time`.
    package var decayMinutes = 1

    package init() {}
}

/// Makes the 24 bits about an object's use: the seconds of the last one, or 16 bits of minutes and
/// a counter that grows by chance.
package struct UsageClock: Sendable {
    package var policy = UsagePolicy()
    /// The seconds since 1970, as far as 24 bits hold them.
    package private(set) var seconds: UInt32 = 0
    private var minutes: UInt32 = 0
    private var random: RandomSource

    /// The counter of a new object.
    private static let firstFrequency: UInt32 = 5

    init(random: RandomSource) {
        self.random = random
    }

    /// Sets the time, in milliseconds since 1970.
    mutating func set(milliseconds: Int) {
        seconds = UInt32(truncatingIfNeeded: milliseconds / 1000) & 0xff_ffff
        minutes = UInt32(truncatingIfNeeded: milliseconds / 60_000) & 0xffff
    }

    /// The bits of a new object.
    @inline(__always) var new: UInt32 {
        policy.countsFrequency ? minutes << 8 | Self.firstFrequency : seconds
    }

    /// Returns the bits after one more use.
    mutating func used(_ usage: UInt32) -> UInt32 {
        guard policy.countsFrequency else { return seconds }
        let counter = frequency(usage)
        guard counter < 255 else { return minutes << 8 | counter }
        let base = counter > Self.firstFrequency ? counter - Self.firstFrequency : 0
        let chance = 1 / (Double(base) * Double(policy.logFactor) + 1)
        let draw = Double(random.next() >> 11) * 0x1p-53
        return minutes << 8 | (draw < chance ? counter + 1 : counter)
    }

    /// Returns the bits of an object that was used so often.
    package func usage(frequency: Int) -> UInt32 {
        minutes << 8 | UInt32(truncatingIfNeeded: frequency & 0xff)
    }

    /// Returns the bits of an object that was not used for so many seconds. What is longer ago than the
    /// bits can tell was half of that ago.
    package func usage(idleSeconds: Int) -> UInt32 {
        let most = 0xff_ffff
        let (use, isBeyond) = Int(seconds).subtractingReportingOverflow(idleSeconds)
        guard isBeyond || use < 0 else { return UInt32(truncatingIfNeeded: use & most) }
        return UInt32((Int(seconds) + most / 2) % most)
    }

    /// Returns how often an object is used, as `OBJECT FREQ` tells it.
    package func frequency(_ usage: UInt32) -> UInt32 {
        let counter = usage & 0xff
        guard policy.decayMinutes > 0 else { return counter }
        let last = usage >> 8
        let elapsed = minutes >= last ? minutes - last : 0xffff - last + minutes
        let periods = Int(elapsed) / policy.decayMinutes
        return periods > Int(counter) ? 0 : counter - UInt32(periods)
    }

    /// Returns for how many seconds an object was not used, as `OBJECT IDLETIME` tells it.
    package func idleSeconds(_ usage: UInt32) -> Int {
        Int(seconds >= usage ? seconds - usage : seconds + (0xff_ffff - usage))
    }
}
