import MartletEngine

/// From where to where a command wants the elements of a sorted set.
enum ElementBounds: ~Escapable {
    case ranks(first: Int, last: Int)
    case scores(ScoreRange)
    case members(MemberRange)

    /// Reads what ZREMRANGEBYRANK and others give as two ranks.
    ///
    /// - Throws: `ReplyError.notAnInteger`.
    @_lifetime(copy arguments)
    static func ranks(
        _ arguments: Arguments, _ first: Int, _ last: Int
    ) throws(ReplyError) -> ElementBounds {
        .ranks(first: try arguments.integer(at: first), last: try arguments.integer(at: last))
    }

    /// Reads two scores; a parenthesis excludes one.
    ///
    /// - Throws: The error for what isn't a score.
    @_lifetime(copy arguments)
    static func scores(
        _ arguments: Arguments, _ least: Int, _ most: Int
    ) throws(ReplyError) -> ElementBounds {
        .scores(try ScoreRange(arguments[least], arguments[most]))
    }

    /// Reads two members behind a parenthesis or a bracket, or what stands for the ends.
    ///
    /// - Throws: The error for what isn't a bound.
    @_lifetime(copy arguments)
    static func members(
        _ arguments: Arguments, _ least: Int, _ most: Int
    ) throws(ReplyError) -> ElementBounds {
        .members(try MemberRange(arguments[least], arguments[most]))
    }

    /// Returns the ranks of a part of the elements within the bounds, which count from the last
    /// element if reversed.
    func ranks(
        of set: SortedSetObject, _ limit: RangeLimit = RangeLimit(), reversed: Bool = false
    ) -> Range<Int> {
        switch self {
        case .ranks(let first, let last):
            let count = set.count
            let range = IndexRange(from: first, through: last, count: count)
            let start = reversed ? count - range.start - range.length : range.start
            return start..<start + range.length
        case .scores(let range):
            return limit.part(of: set.ranks(in: range), reversed: reversed)
        case .members(let range):
            return set.ranks(in: range, limit, reversed: reversed)
        }
    }
}

extension ScoreRange {
    init(_ least: Span<UInt8>, _ most: Span<UInt8>) throws(ReplyError) {
        guard let (least, excludesLeast) = Self.bound(least),
            let (most, excludesMost) = Self.bound(most)
        else { throw ReplyError("ERR min or max is not a float") }
        self.init(from: least, excluded: excludesLeast, to: most, excluded: excludesMost)
    }

    private static func bound(_ text: Span<UInt8>) -> (Double, isExcluded: Bool)? {
        let isExcluded = text.count > 0 && text[0] == UInt8(ascii: "(")
        let number = isExcluded ? text.extracting(1..<text.count) : text
        return number.parseBound().map { ($0, isExcluded) }
    }
}

extension MemberRange {
    @_lifetime(copy least, copy most)
    init(_ least: Span<UInt8>, _ most: Span<UInt8>) throws(ReplyError) {
        self.init(from: try MemberBound(parsing: least), to: try MemberBound(parsing: most))
    }
}

extension MemberBound {
    @_lifetime(copy text)
    init(parsing text: Span<UInt8>) throws(ReplyError) {
        let first = text.count > 0 ? text[0] : 0
        // As in Redis, a zero byte ends what stands for the ends.
        let isAlone = text.count == 1 || text.count > 1 && text[1] == 0
        switch first {
        case UInt8(ascii: "-") where isAlone: self.init(beyond: .least)
        case UInt8(ascii: "+") where isAlone: self.init(beyond: .greatest)
        case UInt8(ascii: "["): self.init(.including, text.extracting(1..<text.count))
        case UInt8(ascii: "("): self.init(.excluding, text.extracting(1..<text.count))
        default: throw ReplyError("ERR min or max not valid string range item")
        }
    }
}
