import CLibuv

/// A clock that only goes forward.
package enum MonotonicClock {
    /// Returns the nanoseconds since some point in the past.
    package static func nanoseconds() -> Int {
        Int(truncatingIfNeeded: uv_hrtime())
    }
}
