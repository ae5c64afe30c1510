import MartletEngine

/// What XREAD and XREADGROUP are told: from which streams, from which ids on, and how much.
struct ReadRequest {
    /// The most entries of each stream; nil for all.
    private(set) var limit: Int?
    /// How long to wait if there is nothing; nil for not at all.
    private(set) var timeout: BlockingTimeout?
    /// The index of the group's name; that of the consumer's comes next.
    private(set) var groupIndex: Int?
    /// Whether what is read counts as acknowledged.
    private(set) var isAcknowledged = false
    /// The indices of the keys; those of the ids come next.
    private(set) var keys = 0..<0

    /// - Throws: what is wrong with the arguments, in Redis's order.
    init(
        _ arguments: Arguments, byGroup: Bool, inScript: Bool = false
    ) throws(ReplyError) {
        var options = arguments.cursor(from: 1)
        while keys.isEmpty, !options.isAtEnd {
            if options.remaining > 1, options.take("BLOCK") {
                guard !inScript else { throw .blockInScript(arguments[0]) }
                timeout = try BlockingTimeout(milliseconds: try options.bytes())
            } else if options.remaining > 1, options.take("COUNT") {
                let count = try options.integer()
                limit = count > 0 ? count : nil
            } else if options.remaining > 1, options.take("STREAMS") {
                keys = try Self.keys(arguments, from: arguments.count - options.remaining)
            } else if options.remaining > 2, options.take("GROUP") {
                try Self.check(byGroup, option: "GROUP")
                groupIndex = options.takeIndex()
                _ = options.takeIndex()
            } else if options.take("NOACK") {
                try Self.check(byGroup, option: "NOACK")
                isAcknowledged = true
            } else {
                throw .syntax
            }
        }
        guard !keys.isEmpty else { throw .syntax }
        guard groupIndex != nil || !byGroup else {
            throw ReplyError("ERR Missing GROUP option for XREADGROUP")
        }
    }

    private static func keys(
        _ arguments: Arguments, from first: Int
    ) throws(ReplyError) -> Range<Int> {
        let count = arguments.count - first
        guard count % 2 == 0 else {
            throw ReplyError(
                """
                ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be \
                specified.
                """)
        }
        return first..<first + count / 2
    }

    private static func check(_ byGroup: Bool, option: String) throws(ReplyError) {
        guard byGroup else {
            throw ReplyError(
                composing: "ERR The \(option) option is only supported by XREADGROUP. "
                    + "You called XREAD instead.")
        }
    }

    /// The number of streams.
    var streamCount: Int { keys.count }

    /// The request of a client that had to wait: it gets no more than a thousand entries, unless it
    /// said how many.
    var limitedForWaiting: ReadRequest {
        var request = self
        request.limit = limit ?? 1000
        return request
    }

    /// Returns the index of the id that belongs to a key, the first one if it is named twice.
    func idIndex(of key: Span<UInt8>, _ arguments: Arguments) -> Int {
        for index in keys where arguments[index].isEqual(to: key) { return index + streamCount }
        preconditionFailure("the key isn't one of the command's")
    }
}

extension ReplyWriter {
    /// What is told of several streams.
    struct Streams {
        let place: Place
        var count = 0
    }

    /// Begins a map of streams, whose number isn't known yet.
    var streams: Streams { Streams(place: place) }

    /// Writes the key of one more stream; what is told of it follows.
    mutating func nextStream(_ streams: inout Streams, _ key: Span<UInt8>) {
        if version == .two { array(2) }
        bulk(key)
        streams.count += 1
    }

    /// Writes what the client was told before the next stream; the map begins with the first one.
    mutating func tellOwn(between streams: inout Streams, _ call: inout CommandCall) {
        call.tellOwn(in: &self, at: place)
        if streams.count == 0 { streams = self.streams }
    }

    /// Writes the head of the map.
    mutating func finish(_ streams: Streams) {
        switch version {
        case .two: finishArray(at: streams.place, count: streams.count)
        case .three: finishMap(at: streams.place, count: streams.count)
        }
    }
}
