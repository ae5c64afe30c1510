import MartletEngine

/// What ZUNION and its kin are asked for.
struct AlgebraRequest {
    /// Which options a command has.
    struct Options: OptionSet {
        let rawValue: UInt8

        /// `WEIGHTS` and `AGGREGATE`.
        static let weighs = Options(rawValue: 1 << 0)
        /// `WITHSCORES`.
        static let listsScores = Options(rawValue: 1 << 1)
        /// `LIMIT`.
        static let limits = Options(rawValue: 1 << 2)
    }

    /// What becomes of the scores of a member that several sets have.
    enum Aggregate {
        case sum
        case least
        case greatest

        /// Returns the score of a member that has two. No number and infinities that cancel out give 0
        /// as a sum.
        @inline(__always) func combine(_ a: Double, _ b: Double) -> Double {
            switch self {
            case .sum:
                let sum = a + b
                return sum.isNaN ? 0 : sum
            case .least: return b < a ? b : a
            case .greatest: return b > a ? b : a
            }
        }
    }

    /// The sets in the order of the command.
    let sources: [ScoreSource]
    private(set) var aggregate = Aggregate.sum
    private(set) var wantsScores = false
    /// The most members that are counted; 0 for all.
    private(set) var limit = 0

    /// Reads the number of keys at argument `start`, the keys, and the options.
    ///
    /// - Throws: `ReplyError.notAnInteger`, `.wrongType`, `.syntax`, and the errors for numbers.
    init(
        _ arguments: Arguments, from start: Int, _ known: Options, _ call: inout CommandCall
    ) throws(ReplyError) {
        let keyCount = try arguments.integer(at: start)
        guard keyCount > 0 else {
            let name = String(copying: arguments[0]).lowercased()
            throw ReplyError(
                composing: "ERR at least 1 input key is needed for '\(name)' command")
        }
        guard keyCount < arguments.count - start else { throw .syntax }
        var sources: [ScoreSource] = []
        for index in start + 1...start + keyCount {
            sources.append(try ScoreSource(at: arguments[index], &call))
        }
        var options = arguments.cursor(from: start + 1 + keyCount)
        while !options.isAtEnd {
            if known.contains(.weighs), options.remaining > keyCount, options.take("WEIGHTS") {
                for index in sources.indices {
                    guard let weight = try options.bytes().parseDouble() else {
                        throw ReplyError("ERR weight value is not a float")
                    }
                    sources[index].weight = weight
                }
            } else if known.contains(.weighs), options.remaining > 1, options.take("AGGREGATE") {
                aggregate = try Self.aggregate(&options)
            } else if known.contains(.listsScores), options.take("WITHSCORES") {
                wantsScores = true
            } else if known.contains(.limits), options.remaining > 1, options.take("LIMIT") {
                guard let number = try options.bytes().parseInteger(), number >= 0 else {
                    throw ReplyError("ERR LIMIT can't be negative")
                }
                limit = number
            } else {
                throw .syntax
            }
        }
        self.sources = sources
    }

    private static func aggregate(
        _ options: inout ArgumentCursor
    ) throws(ReplyError) -> Aggregate {
        if options.take("SUM") { return .sum }
        if options.take("MIN") { return .least }
        guard options.take("MAX") else { throw .syntax }
        return .greatest
    }

    /// The sets, the smallest first: scores are aggregated in this order.
    var sourcesBySize: [ScoreSource] {
        let order = sources.indices.sorted { a, b in
            (sources[a].count, a) < (sources[b].count, b)
        }
        return order.map { sources[$0] }
    }
}
