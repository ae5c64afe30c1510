import Glibc

/// The process's id and the local time, as log lines tell them.
package enum ProcessClock {
    package static var processID: Int { Int(getpid()) }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The local time, as `21 Nov 2026 10:00:00.000`.
    package static func logTime() -> String {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return logTime(seconds: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000)
    }

    static func logTime(seconds: Int, milliseconds: Int) -> String {
        var seconds = seconds
        var parts = unsafe tm()
        unsafe localtime_r(&seconds, &parts)
        let month = unsafe months[Int(parts.tm_mon) % 12]
        let hour = unsafe padded(Int(parts.tm_hour), 2)
        let minute = unsafe padded(Int(parts.tm_min), 2)
        let second = unsafe padded(Int(parts.tm_sec), 2)
        let day = unsafe padded(Int(parts.tm_mday), 2)
        let year = unsafe Int(parts.tm_year) + 1900
        return "\(day) \(month) \(year) \(hour):\(minute):\(second).\(padded(milliseconds, 3))"
    }

    private static func padded(_ number: Int, _ count: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }
}
