import MartletEngine

/// What SET and GETEX are asked besides the key and the value.
struct StringOptions {
    /// The command that reads the options: each knows other ones.
    enum Reader {
        case set
        case getex
    }

    enum Condition {
        case absent
        case present
    }

    /// What becomes of the time to live. The options for it exclude each other.
    enum Lifetime {
        case unchanged
        case keep
        case persist
        case seconds
        case milliseconds
        case secondsSince1970
        case millisecondsSince1970
    }

    private(set) var condition: Condition?
    /// Whether SET replies with the old value.
    private(set) var repliesOldValue = false
    private(set) var lifetime = Lifetime.unchanged
    /// The argument with the number for the lifetime.
    private var numberIndex = 0

    /// Reads the options, from the argument at `start` on. Each may be repeated, the last number
    /// counting, which is looked at later: a syntax error comes first.
    ///
    /// - Throws: `ReplyError.syntax`.
    init(_ arguments: Arguments, from start: Int, of reader: Reader) throws(ReplyError) {
        var index = start
        while index < arguments.count {
            let word = arguments[index]
            if let lifetime = Self.lifetime(word, reader, hasNumber: index + 1 < arguments.count) {
                guard self.lifetime == .unchanged || self.lifetime == lifetime else {
                    throw .syntax
                }
                self.lifetime = lifetime
                if lifetime != .keep, lifetime != .persist {
                    index += 1
                    numberIndex = index
                }
            } else if reader == .set, word.isKeyword("GET") {
                repliesOldValue = true
            } else if reader == .set, condition != .present, word.isKeyword("NX") {
                condition = .absent
            } else if reader == .set, condition != .absent, word.isKeyword("XX") {
                condition = .present
            } else {
                throw .syntax
            }
            index += 1
        }
    }

    private static func lifetime(
        _ word: Span<UInt8>, _ reader: Reader, hasNumber: Bool
    ) -> Lifetime? {
        switch reader {
        case .set where word.isKeyword("KEEPTTL"): return .keep
        case .getex where word.isKeyword("PERSIST"): return .persist
        default: break
        }
        guard hasNumber else { return nil }
        if word.isKeyword("EX") { return .seconds }
        if word.isKeyword("PX") { return .milliseconds }
        if word.isKeyword("EXAT") { return .secondsSince1970 }
        if word.isKeyword("PXAT") { return .millisecondsSince1970 }
        return nil
    }

    /// Returns when the key is to expire, or nil if no option says so.
    ///
    /// - Throws: `ReplyError.notAnInteger`, `.invalidExpireTime`.
    func deadline(
        _ arguments: Arguments, now: Int, command: StaticString
    ) throws(ReplyError) -> Int? {
        switch lifetime {
        case .unchanged, .keep, .persist: return nil
        default:
            return try Deadline.parse(
                arguments[numberIndex], lifetime, now: now, command: command)
        }
    }

    /// Whether the lifetime ends at a moment, not after a while.
    var isMoment: Bool { lifetime == .secondsSince1970 || lifetime == .millisecondsSince1970 }
}

/// When a key expires, from what a client says of it.
enum Deadline {
    /// Returns the moment in milliseconds since 1970. A client chooses the number: nothing may trap.
    ///
    /// - Throws: `ReplyError.notAnInteger`, `.invalidExpireTime`.
    static func parse(
        _ text: Span<UInt8>, _ unit: StringOptions.Lifetime, now: Int, command: StaticString
    ) throws(ReplyError) -> Int {
        guard let number = text.parseInteger() else { throw .notAnInteger }
        let inSeconds = unit == .seconds || unit == .secondsSince1970
        let isSpan = unit == .seconds || unit == .milliseconds
        let (milliseconds, isTooLong) = number.multipliedReportingOverflow(by: inSeconds ? 1000 : 1)
        let (deadline, isTooLate) = milliseconds.addingReportingOverflow(isSpan ? now : 0)
        guard number > 0, !isTooLong, !isTooLate else { throw .invalidExpireTime("\(command)") }
        return deadline
    }
}
