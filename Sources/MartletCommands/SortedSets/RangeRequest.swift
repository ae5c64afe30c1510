import MartletEngine

/// What ZRANGE and its kin are asked for.
struct RangeRequest: ~Escapable {
    /// What the bounds are.
    enum Order {
        case rank
        case score
        case member
    }

    let bounds: ElementBounds
    var limit = RangeLimit()
    private(set) var isReversed: Bool
    private(set) var wantsScores = false

    /// Reads the bounds from argument `start` on, and the options behind them. What the command's name
    /// says already is no option.
    ///
    /// - Throws: `ReplyError.syntax`, `.notAnInteger`, and the errors for options that exclude each
    ///   other and for bounds.
    @_lifetime(copy arguments)
    init(
        _ arguments: Arguments, from start: Int, by order: Order? = nil,
        reversed isReversed: Bool? = nil, stores: Bool = false
    ) throws(ReplyError) {
        var (order, isReversed) = (order, isReversed)
        var wantsScores = false
        var limit = RangeLimit()
        var options = arguments.cursor(from: start + 2)
        while !options.isAtEnd {
            if !stores, options.take("WITHSCORES") {
                wantsScores = true
            } else if options.remaining > 2, options.take("LIMIT") {
                limit.offset = try options.integer()
                limit.count = try options.integer()
            } else if isReversed == nil, options.take("REV") {
                isReversed = true
            } else if order == nil, options.take("BYLEX") {
                order = .member
            } else if order == nil, options.take("BYSCORE") {
                order = .score
            } else {
                throw .syntax
            }
        }
        if limit.count != -1, (order ?? .rank) == .rank {
            throw ReplyError(
                """
                ERR syntax error, LIMIT is only supported in combination with either BYSCORE or \
                BYLEX
                """)
        }
        if wantsScores, order == .member {
            throw ReplyError(
                "ERR syntax error, WITHSCORES not supported in combination with BYLEX")
        }
        self.limit = limit
        self.wantsScores = wantsScores
        self.isReversed = isReversed ?? false
        let (least, most) = self.isReversed ? (start + 1, start) : (start, start + 1)
        bounds =
            switch order ?? .rank {
            case .rank: try .ranks(arguments, start, start + 1)
            case .score: try .scores(arguments, least, most)
            case .member: try .members(arguments, least, most)
            }
    }

    /// Whether the bounds are ranks.
    var isByRank: Bool {
        if case .ranks = bounds { true } else { false }
    }

    /// Returns the ranks of the elements that are wanted.
    func ranks(of set: SortedSetObject) -> Range<Int> {
        bounds.ranks(of: set, limit, reversed: isReversed)
    }
}
