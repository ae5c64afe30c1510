import MartletEngine

/// What SCAN, or one of its kin, is asked for besides its cursor.
struct ScanOptions {
    /// About how many keys a page has.
    private(set) var count = 10
    /// Which arguments are the pattern and the type.
    private var pattern: Int?
    private var type: Int?

    /// Reads the options, which begin at argument `start`; only those of SCAN may ask for a type.
    ///
    /// - Throws: `ReplyError.notAnInteger`, `.syntax`, whichever comes first.
    init(
        _ arguments: Arguments, from start: Int, allowsType: Bool = false
    ) throws(ReplyError) {
        for i in stride(from: start, to: arguments.count, by: 2) {
            guard i + 1 < arguments.count else { throw .syntax }
            let option = arguments[i]
            if option.isKeyword("COUNT") {
                count = try arguments.integer(at: i + 1)
                if count < 1 { throw .syntax }
            } else if option.isKeyword("MATCH") {
                pattern = i + 1
            } else if allowsType, option.isKeyword("TYPE") {
                type = i + 1
            } else {
                throw .syntax
            }
        }
    }

    /// Whether only keys of one type are asked for.
    var asksForType: Bool { type != nil }

    /// Returns whether `arguments`, which the options were read from, ask for a key.
    func includes(_ key: Span<UInt8>, _ arguments: Arguments) -> Bool {
        guard let pattern else { return true }
        return arguments[pattern].matchesKey(key)
    }

    /// Returns whether `arguments`, which the options were read from, ask for an element.
    func includes(_ element: StringView, _ arguments: Arguments) -> Bool {
        pattern == nil || element.withBytes { bytes in includes(bytes, arguments) }
    }

    /// Returns whether `arguments`, which the options were read from, ask for a kind of values.
    func includes(_ kind: ValueKind, _ arguments: Arguments) -> Bool {
        guard let type else { return true }
        return kind.isType(arguments[type])
    }
}

extension ReplyWriter {
    /// Writes a page: the cursor of the next one, and `count` replies.
    mutating func page(_ page: borrowing ReplyWriter, count: Int, next: ScanCursor) {
        array(2)
        bulk("\(next.rawValue)")
        array(count)
        append(page)
    }

    /// Writes the only page of what isn't there.
    mutating func emptyPage() {
        array(2)
        bulk("0")
        array(0)
    }
}

extension Span<UInt8> {
    /// Returns whether these bytes, as a pattern, match a key. `*` alone matches the empty key too,
    /// which no other pattern with a star does.
    func matchesKey(_ key: Span<UInt8>) -> Bool {
        count == 1 && self[0] == UInt8(ascii: "*") || Glob(self).matches(key)
    }
}

extension ScanCursor {
    /// Reads a cursor as C's `strtoul` does: a sign is fine, and so is nothing at all.
    ///
    /// - Throws: `ReplyError.invalidCursor`.
    init(parsing bytes: Span<UInt8>) throws(ReplyError) {
        let text = bytes.prefixOfText(.max)
        var i = 0
        let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
        if isNegative || text.count > 0 && text[0] == UInt8(ascii: "+") { i = 1 }
        if i == 1, text.count == 1 { throw .invalidCursor }
        var magnitude: UInt64 = 0
        while i < text.count {
            let digit = text[i] &- UInt8(ascii: "0")
            let (product, isTooLarge) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, overflows) = product.addingReportingOverflow(UInt64(digit))
            if digit > 9 || isTooLarge || overflows { throw .invalidCursor }
            magnitude = sum
            i += 1
        }
        self.init(rawValue: isNegative ? 0 &- magnitude : magnitude)
    }
}
