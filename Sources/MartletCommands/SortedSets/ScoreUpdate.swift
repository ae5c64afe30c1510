import MartletEngine

/// What ZADD and ZINCRBY do to each of the members that they name.
struct ScoreUpdate {
    /// Options of ZADD.
    private struct Options: OptionSet {
        let rawValue: UInt8

        /// Only members that aren't there.
        static let absent = Options(rawValue: 1 << 0)
        /// Only members that are there.
        static let present = Options(rawValue: 1 << 1)
        /// A member that is there gets a higher score only.
        static let greater = Options(rawValue: 1 << 2)
        /// A member that is there gets a lower score only.
        static let less = Options(rawValue: 1 << 3)
        /// The reply counts the changes too.
        static let countsChanges = Options(rawValue: 1 << 4)
    }

    private var options: Options = []
    /// Whether the scores are added to those that are there.
    private(set) var increments: Bool
    /// The argument with the first score.
    private(set) var start = 2

    /// How many members are new.
    private(set) var addedCount = 0
    /// How many members have another score.
    private(set) var changedCount = 0
    /// The score of the last member that the options didn't spare.
    private(set) var score: Double?

    /// Reads the options, and checks that pairs of a score and a member follow.
    ///
    /// - Throws: `ReplyError.syntax`, and the errors for options that exclude each other.
    init(_ arguments: Arguments, increments: Bool) throws(ReplyError) {
        self.increments = increments
        while start < arguments.count, take(arguments[start]) { start += 1 }
        let count = arguments.count - start
        guard count > 0, count % 2 == 0 else { throw .syntax }
        if options.isSuperset(of: [.absent, .present]) {
            throw ReplyError("ERR XX and NX options at the same time are not compatible")
        }
        let comparisons = options.intersection([.absent, .greater, .less])
        guard comparisons.rawValue.nonzeroBitCount <= 1 else {
            throw ReplyError(
                "ERR GT, LT, and/or NX options at the same time are not compatible")
        }
        guard !self.increments || count == 2 else {
            throw ReplyError("ERR INCR option supports a single increment-element pair")
        }
    }

    /// Reads the options of GEOADD, and checks that triples of a longitude, a latitude and a member
    /// follow.
    ///
    /// - Throws: `ReplyError.syntax`.
    init(ofPlaces arguments: Arguments) throws(ReplyError) {
        increments = false
        var words = arguments.cursor(from: start)
        while !words.isAtEnd {
            if words.take("NX") {
                options.insert(.absent)
            } else if words.take("XX") {
                options.insert(.present)
            } else if words.take("CH") {
                options.insert(.countsChanges)
            } else {
                break
            }
            start += 1
        }
        let count = arguments.count - start
        guard count > 0, count % 3 == 0, !options.isSuperset(of: [.absent, .present]) else {
            throw .syntax
        }
    }

    private mutating func take(_ word: Span<UInt8>) -> Bool {
        guard word.count == 2 || word.count == 4 else { return false }
        if word.isKeyword("NX") {
            options.insert(.absent)
        } else if word.isKeyword("XX") {
            options.insert(.present)
        } else if word.isKeyword("CH") {
            options.insert(.countsChanges)
        } else if word.isKeyword("INCR") {
            increments = true
        } else if word.isKeyword("GT") {
            options.insert(.greater)
        } else if word.isKeyword("LT") {
            options.insert(.less)
        } else {
            return false
        }
        return true
    }

    /// Whether a set may be made for the members.
    var addsMembers: Bool { !options.contains(.present) }

    /// What a reply counts, unless it is the score.
    var count: Int {
        options.contains(.countsChanges) ? addedCount + changedCount : addedCount
    }

    /// Returns the score that a member gets whose score is `old`, nil if it is spared.
    ///
    /// - Throws: The error for a sum that is no number.
    @inline(__always)
    mutating func newScore(
        _ given: Double, insteadOf old: Double?
    ) throws(ReplyError) -> Double? {
        guard let old else {
            guard !options.contains(.present) else { return nil }
            addedCount += 1
            score = given
            return given
        }
        guard !options.contains(.absent) else { return nil }
        let new = increments ? old + given : given
        guard !new.isNaN else {
            throw ReplyError("ERR resulting score is not a number (NaN)")
        }
        if options.contains(.less), new >= old { return nil }
        if options.contains(.greater), new <= old { return nil }
        if new != old { changedCount += 1 }
        score = new
        return new
    }
}
