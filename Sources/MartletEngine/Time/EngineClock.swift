import CTicks

/// The one clock of an engine: the time of day for deadlines and ids, a monotonic one for timeouts,
/// and a counter of ticks that tells how long a command took.
///
/// A look at the system's clock costs more than a GET. So `sample`, which runs once a command, reads
/// the counter, and the clock only when the counter says that a quarter of a millisecond passed.
package struct EngineClock {
    /// How much time a reading may be behind.
    private static let precisionMicroseconds = 250

    private let manual: ManualClock?
    private let startTicks: UInt64
    private let startMicroseconds: Int
    private var lastTicks: UInt64
    /// How many ticks a reading is good for; 0 until the length of a tick is known.
    private var ticksPerReading: UInt64 = 0
    private var ticksPerMicrosecond = 1.0

    /// How often the clock was read: what depends on the length of a tick is good until it changes.
    private(set) var readingCount = 0

    /// The microseconds since 1970, as of the last sample.
    package private(set) var wallMicroseconds: Int
    /// The microseconds since some point in the past, as of the last sample.
    package private(set) var monotonicMicroseconds: Int

    /// The system's time, or the one that `manual` shows.
    package init(manual: ManualClock? = nil) {
        self.manual = manual
        wallMicroseconds = manual?.wallMicroseconds ?? Int(martlet_wall_microseconds())
        monotonicMicroseconds =
            manual?.monotonicMicroseconds ?? Int(martlet_monotonic_microseconds())
        startMicroseconds = monotonicMicroseconds
        startTicks = martlet_ticks()
        lastTicks = startTicks
    }

    /// The counter as it is now.
    static var counter: UInt64 { martlet_ticks() }

    /// Whether time passes by hand.
    package var isManual: Bool { manual != nil }

    /// The milliseconds since 1970, as of the last sample.
    @inline(__always) package var wallMilliseconds: Int { wallMicroseconds / 1000 }

    /// Returns the first millisecond since 1970 at which the monotonic clock shows `microseconds` or
    /// more, if nobody sets the time of day until then; the last moment there is for the same.
    package func wallMilliseconds(atMonotonic microseconds: Int) -> Int {
        guard microseconds < .max else { return .max }
        let left = max(0, microseconds - monotonicMicroseconds)
        let (wall, isTooLate) = wallMicroseconds.addingReportingOverflow(left)
        return isTooLate ? .max : wall / 1000 + (wall % 1000 > 0 ? 1 : 0)
    }

    /// Looks at the clock. Returns the ticks that a command's duration is counted in.
    @inline(__always) package mutating func sample() -> UInt64 {
        let ticks = martlet_ticks()
        if ticks &- lastTicks < ticksPerReading { return ticks }
        return read(ticks)
    }

    /// Looks at the clock, however short ago that was done.
    package mutating func sampleExactly() {
        _ = read(martlet_ticks())
    }

    /// Stops the thread, and with it the server, until the time has passed. A manual clock's time
    /// passes by hand only: nothing is waited for.
    package func sleep(microseconds: Int) {
        if manual == nil, microseconds > 0 { martlet_sleep_microseconds(Int64(microseconds)) }
    }

    /// Stops the thread for a tenth of a millisecond, whatever shows the time.
    package static func rest() {
        martlet_sleep_microseconds(100)
    }

    /// The microseconds since some point in the past, whatever shows the time: even a script whose
    /// time stands still must not run for ever.
    package static var realMicroseconds: Int { Int(martlet_monotonic_microseconds()) }

    /// Returns the microseconds that `ticks`, the difference of two samples, stand for.
    package func microseconds(ticks: UInt64) -> Double {
        Double(ticks) / ticksPerMicrosecond
    }

    /// Returns the ticks in so many microseconds.
    package func ticks(microseconds: Int) -> UInt64 {
        UInt64(max(0, min(Double(microseconds) * ticksPerMicrosecond, 9e18)))
    }

    @inline(never) private mutating func read(_ ticks: UInt64) -> UInt64 {
        readingCount &+= 1
        if let manual {
            wallMicroseconds = manual.wallMicroseconds
            monotonicMicroseconds = manual.monotonicMicroseconds
            return UInt64(monotonicMicroseconds)
        }
        wallMicroseconds = Int(martlet_wall_microseconds())
        monotonicMicroseconds = Int(martlet_monotonic_microseconds())
        lastTicks = ticks
        let passed = monotonicMicroseconds - startMicroseconds
        guard passed > 100, ticks > startTicks else { return ticks }
        ticksPerMicrosecond = Double(ticks - startTicks) / Double(passed)
        // Until the length of a tick is known well, the clock is looked at more often.
        let precision = min(passed / 8, Self.precisionMicroseconds)
        ticksPerReading = self.ticks(microseconds: precision)
        return ticks
    }
}
