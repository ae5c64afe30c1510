/// Times as Python's `datetime.isoformat()` writes them: `2026-11-27T07:33:01.123456`, without a
/// fraction where it is 0.
public enum ISOTime {
    /// Returns the text of a moment, in the zone that is so many seconds ahead of UTC, without naming
    /// the zone.
    public static func text(microsecondsSince1970 time: Int, offset: Int = 0) -> String {
        let local = time + offset * 1_000_000
        let (seconds, microseconds) = floorDivide(local, 1_000_000)
        let (days, second) = floorDivide(seconds, 86_400)
        let (year, month, day) = date(days: days)
        let clock = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }
        let text =
            "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T"
            + clock.joined(separator: ":")
        return microseconds == 0 ? text : "\(text).\(padded(microseconds, 6))"
    }

    /// Returns the microseconds since 1970 of a text; nil if it is none. A text without a zone is
    /// taken as of the zone that is so many seconds ahead of UTC.
    public static func microseconds(of text: String, offset: Int = 0) -> Int? {
        var reader = Reader(rest: Substring(text).utf8[...])
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
            reader.take("-"), let day = reader.number(2), (1...12).contains(month),
            (1...daysOf(month, year)).contains(day)
        else { return nil }
        var seconds = days(year, month, day) * 86_400
        var fraction = 0
        var zone: Int? = nil
        if !reader.rest.isEmpty {
            guard reader.take("T") || reader.take(" "), let time = reader.time() else { return nil }
            seconds += time.seconds
            fraction = time.microseconds
            zone = reader.zone()
            guard reader.rest.isEmpty else { return nil }
        }
        return (seconds - (zone ?? offset)) * 1_000_000 + fraction
    }

    private static func floorDivide(_ number: Int, _ divisor: Int) -> (Int, Int) {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
    }

    private static func daysOf(_ month: Int, _ year: Int) -> Int {
        [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Returns the days from 1970 to a date of the Gregorian calendar: years begin in March, so that
    /// the day that some lack is their last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month > 2 ? year : year - 1
        let (era, yearOfEra) = floorDivide(year, 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let place = (5 * dayOfYear + 2) / 153
        let month = place < 10 ? place + 3 : place - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * place + 2) / 5 + 1)
    }
}

extension ISOTime {
    /// Reads a time from its beginning.
    private struct Reader {
        var rest: Substring.UTF8View

        mutating func take(_ sign: Character) -> Bool {
            guard let byte = rest.first, byte == sign.asciiValue else { return false }
            rest.removeFirst()
            return true
        }

        /// Reads a number of so many digits.
        mutating func number(_ width: Int) -> Int? {
            let digits = rest.prefix(width)
            guard digits.count == width,
                digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
            else { return nil }
            rest.removeFirst(width)
            return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }

        mutating func time() -> (seconds: Int, microseconds: Int)? {
            guard let hour = number(2), hour < 24, take(":"), let minute = number(2), minute < 60
            else { return nil }
            var seconds = hour * 3600 + minute * 60
            guard take(":") else { return (seconds, 0) }
            guard let second = number(2), second < 60 else { return nil }
            seconds += second
            guard take(".") else { return (seconds, 0) }
            let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            guard !digits.isEmpty else { return nil }
            rest.removeFirst(digits.count)
            // Finer than a microsecond is cut off.
            let text = String(decoding: digits, as: UTF8.self).prefix(6)
            let zeros = String(repeating: "0", count: 6 - text.count)
            return Int(text + zeros).map { (seconds, $0) }
        }

        /// Reads `Z` or `+02:00`; returns nil and reads nothing if there is no zone.
        mutating func zone() -> Int? {
            if take("Z") { return 0 }
            let start = rest
            let isAhead = take("+")
            guard isAhead || take("-") else { return nil }
            guard let hour = number(2), take(":"), let minute = number(2), hour < 24, minute < 60
            else {
                rest = start
                return nil
            }
            let seconds = hour * 3600 + minute * 60
            return isAhead ? seconds : -seconds
        }
    }
}
