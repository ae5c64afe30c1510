/// How long a blocking command waits.
package struct BlockingTimeout: Equatable, Sendable {
    /// Nil for a wait without an end.
    package let milliseconds: Int?

    /// Reads seconds, which may have a fraction: 0 is for ever, and less than a millisecond is one.
    ///
    /// - Throws: The error for what is no number, or a negative one.
    package init(seconds text: Span<UInt8>) throws(ReplyError) {
        guard let seconds = Extended(parsing: text) else {
            throw ReplyError("ERR timeout is not a float or out of range")
        }
        // What doesn't fit is negative to Redis too, by the way x86 converts it.
        guard let milliseconds = seconds.thousandfoldRoundedUp, milliseconds >= 0 else {
            throw .negativeTimeout
        }
        self.milliseconds = milliseconds > 0 ? milliseconds : nil
    }

    /// Reads milliseconds: 0 is for ever.
    ///
    /// - Throws: The error for what is no integer, or a negative one.
    package init(milliseconds text: Span<UInt8>) throws(ReplyError) {
        guard let milliseconds = text.parseInteger() else {
            throw ReplyError("ERR timeout is not an integer or out of range")
        }
        guard milliseconds >= 0 else { throw .negativeTimeout }
        self.milliseconds = milliseconds > 0 ? milliseconds : nil
    }

    /// Returns when a wait ends that begins now, on the monotonic clock: the last moment there is if
    /// it has no end.
    func deadline(from monotonicMicroseconds: Int) -> Int {
        guard let milliseconds else { return .max }
        let (length, isTooLong) = milliseconds.multipliedReportingOverflow(by: 1000)
        let (end, isTooLate) = monotonicMicroseconds.addingReportingOverflow(length)
        return isTooLong || isTooLate ? .max : end
    }
}

extension ReplyError {
    static var negativeTimeout: ReplyError { ReplyError("ERR timeout is negative") }
}
