import MartletEngine
import MartletServer

/// A clock that stands still until it is moved: what makes tests of deadlines exact.
///
///     let clock = ManualClock()
///     let server = try Martlet.start(.inProcess.with(clock: clock))
///     try server.set("k", "v", expiry: .after(.seconds(10)))
///     clock.advance(by: .seconds(10))
///     try server.exists("k")  // false
///
/// Several servers may share one. It can be used from any thread.
public final class ManualClock: Sendable {
    let clock: SteppedClock

    /// Makes a clock that shows so many milliseconds since 1970; by default a moment of November
    /// 2023, the same in each run.
    public init(millisecondsSince1970 milliseconds: Int = 1_700_000_000_000) {
        clock = SteppedClock(microseconds: milliseconds * 1000)
    }

    /// The time of day, in milliseconds since 1970.
    public var millisecondsSince1970: Int { clock.time.wallMicroseconds / 1000 }

    /// Lets time pass, to the microsecond. Keys whose time has come are removed when this returns,
    /// at every server that goes by the clock.
    ///
    /// - Precondition: `duration` isn't negative.
    public func advance(by duration: Duration) {
        clock.advance(byMicroseconds: duration.microseconds)
    }

    /// Sets the time of day, forward or back, as an operator might. Timeouts don't notice.
    public func set(millisecondsSince1970 milliseconds: Int) {
        clock.setWall(microseconds: milliseconds * 1000)
    }
}

extension Duration {
    /// The whole microseconds, the rest dropped; the longest that there is if it is longer.
    var microseconds: Int {
        let (seconds, attoseconds) = components
        let (whole, overflows) = Int(seconds).multipliedReportingOverflow(by: 1_000_000)
        let (sum, sumOverflows) = whole.addingReportingOverflow(
            Int(attoseconds / 1_000_000_000_000))
        return overflows || sumOverflows ? (seconds < 0 ? .min : .max) : sum
    }

    /// The whole milliseconds, the rest dropped; the longest that there is if it is longer.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        let (whole, overflows) = Int(seconds).multipliedReportingOverflow(by: 1000)
        let (sum, sumOverflows) = whole.addingReportingOverflow(
            Int(attoseconds / 1_000_000_000_000_000))
        return overflows || sumOverflows ? (seconds < 0 ? .min : .max) : sum
    }
}
