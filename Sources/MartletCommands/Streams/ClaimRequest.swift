import MartletEngine

/// What XCLAIM is told.
struct ClaimRequest {
    let leastIdle: Int
    private(set) var ids: [StreamID] = []
    private(set) var lastID = StreamID.zero
    /// Whether entries are taken that nobody has.
    private(set) var isForced = false
    private(set) var wantsOnlyIDs = false
    private var deliveredAt: Int
    private var deliveryCount: Int?

    /// - Throws: what is wrong with the arguments, in Redis's order.
    init(_ arguments: Arguments, now: Int) throws(ReplyError) {
        leastIdle = try Self.leastIdle(arguments, of: "XCLAIM")
        deliveredAt = now
        var options = arguments.cursor(from: 5)
        while !options.isAtEnd {
            let index = arguments.count - options.remaining
            guard let id = StreamID(arguments[index]) else { break }
            ids.append(id)
            _ = options.takeIndex()
        }
        while !options.isAtEnd { try takeOption(&options, now: now) }
    }

    @_lifetime(options: copy options)
    private mutating func takeOption(
        _ options: inout ArgumentCursor, now: Int
    ) throws(ReplyError) {
        if options.take("FORCE") {
            isForced = true
        } else if options.take("JUSTID") {
            wantsOnlyIDs = true
        } else if options.remaining > 1, options.take("IDLE") {
            let idle = try Self.integer(&options, of: "IDLE")
            setDelivery(now &- idle, now: now)
        } else if options.remaining > 1, options.take("TIME") {
            setDelivery(try Self.integer(&options, of: "TIME"), now: now)
        } else if options.remaining > 1, options.take("RETRYCOUNT") {
            let count = try Self.integer(&options, of: "RETRYCOUNT")
            deliveryCount = count >= 0 ? count : nil
        } else if options.remaining > 1, options.take("LASTID") {
            guard let id = StreamID(try options.bytes()) else { throw .invalidStreamID }
            lastID = id
        } else {
            throw .unknownClaimOption(try options.bytes())
        }
    }

    /// A time that lies ahead, or before all time, becomes now.
    private mutating func setDelivery(_ time: Int, now: Int) {
        deliveredAt = time < 0 || time > now ? now : time
    }

    @_lifetime(options: copy options)
    private static func integer(
        _ options: inout ArgumentCursor, of option: String
    ) throws(ReplyError) -> Int {
        guard let integer = try options.bytes().parseInteger() else {
            throw ReplyError(composing: "ERR Invalid \(option) option argument for XCLAIM")
        }
        return integer
    }

    /// Returns how long entries have to be pending, as both commands tell it.
    fileprivate static func leastIdle(
        _ arguments: Arguments, of command: String
    ) throws(ReplyError) -> Int {
        guard let idle = arguments[4].parseInteger() else {
            throw ReplyError(composing: "ERR Invalid min-idle-time argument for \(command)")
        }
        return max(0, idle)
    }

    /// Notes on an entry that the consumer has it now.
    func update(_ entry: inout PendingEntry) {
        entry.deliveredAt = deliveredAt
        if let deliveryCount {
            entry.deliveryCount = deliveryCount
        } else if !wantsOnlyIDs {
            entry.deliveryCount &+= 1
        }
    }
}

/// What XAUTOCLAIM is told.
struct AutoclaimRequest {
    let leastIdle: Int
    let first: StreamID
    /// The most entries that are taken.
    private(set) var limit = 100
    private(set) var wantsOnlyIDs = false

    /// From this many on Redis can't get the memory for a list of them.
    private static let unboundedLimit = 1 << 43

    /// - Throws: what is wrong with the arguments, in Redis's order.
    init(_ arguments: Arguments) throws(ReplyError) {
        leastIdle = try ClaimRequest.leastIdle(arguments, of: "XAUTOCLAIM")
        first = try StreamRange.first(arguments[5])
        var options = arguments.cursor(from: 6)
        while !options.isAtEnd {
            if options.remaining > 1, options.take("COUNT") {
                guard let count = try options.bytes().parseInteger(),
                    (1...Int.max / 16).contains(count)
                else { throw ReplyError("ERR COUNT must be > 0") }
                limit = count
            } else if options.take("JUSTID") {
                wantsOnlyIDs = true
            } else {
                break
            }
        }
        try options.finish()
    }

    /// Checks that Redis could list as many entries.
    func checkLimit() throws(ReplyError) {
        guard limit < Self.unboundedLimit else {
            throw ReplyError(
                """
                ERR Insufficient memory, failed allocating transient memory, COUNT too high.
                """)
        }
    }
}

extension ReplyError {
    fileprivate static func unknownClaimOption(_ option: Span<UInt8>) -> ReplyError {
        var text = ByteBuffer(capacity: 64)
        text.append("ERR Unrecognized XCLAIM option '")
        text.append(option.prefixOfText(.max))
        text.append("'")
        return ReplyError(composing: [UInt8](text.span))
    }
}
