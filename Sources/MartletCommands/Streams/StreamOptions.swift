import MartletEngine

/// What stands between the key and the id of an XADD, and behind the key of an XTRIM.
struct StreamOptions {
    /// The id of a new entry.
    enum ID: Equatable {
        case automatic
        /// A time, and whatever sequence is free.
        case time(UInt64)
        case given(StreamID)
    }

    /// What is to be removed from the beginning.
    private(set) var trim: StreamTrim?
    private(set) var makesStream = true
    private(set) var id = ID.automatic
    /// Where the fields begin.
    private(set) var fieldIndex = 0
    /// The most entries that are to be removed, as told; 0 means any number.
    private var limit: Int?

    /// Reads the options of an XTRIM, where nodes hold so many entries.
    ///
    /// - Throws: what is wrong with them, in Redis's order.
    init(trimming arguments: Arguments, nodeEntries: Int) throws(ReplyError) {
        var options = arguments.cursor(from: 2)
        while !options.isAtEnd {
            guard try takeTrimOption(&options) else { throw .syntax }
        }
        try finish(needsGoal: true, nodeEntries)
    }

    /// Reads the options of an XADD and its id, where nodes hold so many entries.
    ///
    /// - Throws: what is wrong with them, in Redis's order.
    init(adding arguments: Arguments, nodeEntries: Int) throws(ReplyError) {
        var options = arguments.cursor(from: 2)
        while !options.isAtEnd {
            if options.take("*") { break }
            if try takeTrimOption(&options) { continue }
            if options.take("NOMKSTREAM") {
                makesStream = false
                continue
            }
            id = try Self.id(try options.bytes())
            break
        }
        fieldIndex = arguments.count - options.remaining
        try finish(needsGoal: false, nodeEntries)
        guard options.remaining >= 2, options.remaining % 2 == 0 else { throw .wrongArity("xadd") }
        guard id != .given(.zero) else {
            throw ReplyError("ERR The ID specified in XADD must be greater than 0-0")
        }
    }

    private static func id(_ text: Span<UInt8>) throws(ReplyError) -> ID {
        if let id = StreamID(text) { return .given(id) }
        guard let time = StreamID.time(ofPartial: text) else { throw .invalidStreamID }
        return .time(time)
    }

    /// Takes one option that is about trimming; returns whether there was one.
    @_lifetime(options: copy options)
    private mutating func takeTrimOption(
        _ options: inout ArgumentCursor
    ) throws(ReplyError) -> Bool {
        guard options.remaining > 1 else { return false }
        if options.take("MAXLEN") {
            try refuseSecondGoal()
            let isApproximate = Self.takePrecision(&options)
            let count = try options.integer()
            guard count >= 0 else { throw ReplyError("ERR The MAXLEN argument must be >= 0.") }
            trim = StreamTrim(.count(count))
            trim?.isApproximate = isApproximate
        } else if options.take("MINID") {
            try refuseSecondGoal()
            let isApproximate = Self.takePrecision(&options)
            guard let id = StreamID(try options.bytes()) else { throw .invalidStreamID }
            trim = StreamTrim(.id(id))
            trim?.isApproximate = isApproximate
        } else if options.take("LIMIT") {
            let limit = try options.integer()
            guard limit >= 0 else { throw ReplyError("ERR The LIMIT argument must be >= 0.") }
            self.limit = limit
        } else {
            return false
        }
        return true
    }

    private func refuseSecondGoal() throws(ReplyError) {
        guard trim == nil else {
            throw ReplyError(
                """
                ERR syntax error, MAXLEN and MINID options at the same time are not compatible
                """)
        }
    }

    /// Takes `~` or `=` if more comes behind it; returns whether it is `~`.
    @_lifetime(options: copy options)
    private static func takePrecision(_ options: inout ArgumentCursor) -> Bool {
        guard options.remaining > 1 else { return false }
        if options.take("~") { return true }
        _ = options.take("=")
        return false
    }

    /// Checks that the options go together, and says how much an approximate trim may do.
    private mutating func finish(needsGoal: Bool, _ nodeEntries: Int) throws(ReplyError) {
        if limit ?? 0 != 0, trim == nil {
            throw ReplyError(
                """
                ERR syntax error, LIMIT cannot be used without specifying a trimming strategy
                """)
        }
        if needsGoal, trim == nil {
            throw ReplyError("ERR syntax error, XTRIM must be called with a trimming strategy")
        }
        let isApproximate = trim?.isApproximate ?? false
        guard let limit else {
            if isApproximate { trim?.limit = Self.usualLimit(nodeEntries) }
            return
        }
        guard isApproximate else {
            throw ReplyError(
                "ERR syntax error, LIMIT cannot be used without the special ~ option")
        }
        trim?.limit = limit > 0 ? limit : nil
    }

    /// The most entries that are removed if nobody says otherwise: those of a hundred nodes.
    private static func usualLimit(_ nodeEntries: Int) -> Int {
        let limit = 100 &* nodeEntries
        return limit <= 0 ? 10_000 : min(limit, 1_000_000)
    }
}
