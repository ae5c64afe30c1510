import MartletRESP

/// An entry of a stream: its id, and its fields with their values in order.
public struct RedisStreamEntry: Equatable, Sendable {
    /// The id, such as `1700000000000-0`.
    public var id: String
    /// The fields and values. A field may come twice.
    public var fields: [(name: String, value: [UInt8])]

    /// Makes an entry.
    public init(id: String, fields: [(name: String, value: [UInt8])]) {
        self.id = id
        self.fields = fields
    }

    /// Returns the value of the first field called `name` as text, nil if there is none.
    public subscript(name: String) -> String? {
        bytes(of: name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Returns the value of the first field called `name`, nil if there is none.
    public func bytes(of name: String) -> [UInt8]? {
        fields.first { $0.name == name }?.value
    }

    /// Returns whether two entries have the same id, fields and values.
    public static func == (a: RedisStreamEntry, b: RedisStreamEntry) -> Bool {
        a.id == b.id && a.fields.elementsEqual(b.fields, by: ==)
    }

    /// Reads an entry; one that was removed has no fields.
    init(_ reply: RESPValue) throws(RedisError) {
        guard let parts = reply.elements, parts.count == 2 else { throw .unexpected(reply) }
        id = try parts[0].string()
        fields = []
        let words = try parts[1].list()
        for index in stride(from: 0, to: words.count - 1, by: 2) {
            fields.append((try words[index].string(), try words[index + 1].optionalBytes() ?? []))
        }
    }

    /// Reads the entries of a reply to XRANGE, as in a transaction.
    package static func all(in reply: RESPValue) throws(RedisError) -> [RedisStreamEntry] {
        // XCLAIM and XAUTOCLAIM leave null where an entry was removed.
        try reply.list().filter { !$0.isNull }.map { (entry) throws(RedisError) in
            try RedisStreamEntry(entry)
        }
    }
}

/// How much of a stream is kept when an entry is added.
public enum StreamTrimming: Hashable, Sendable {
    /// The last so many entries.
    case maxLength(Int)
    /// The last so many entries, or some more where that costs less.
    case approximateMaxLength(Int)
    /// The entries whose ids are not smaller than this.
    case minID(String)

    fileprivate var words: [any RedisArgument] {
        switch self {
        case .maxLength(let count): ["MAXLEN", "=", count]
        case .approximateMaxLength(let count): ["MAXLEN", "~", count]
        case .minID(let id): ["MINID", "=", id]
        }
    }
}

/// Streams.
extension RedisCommand {
    /// XADD: adds an entry to a stream.
    ///
    /// - Parameter id: The entry's id; the server makes one if nil.
    public static func xadd(
        _ key: String, _ fields: [(name: String, value: any RedisArgument)], id: String? = nil,
        trimming: StreamTrimming? = nil
    ) -> RedisCommand {
        RedisCommand(
            "XADD",
            with: [key] + (trimming?.words ?? []) + [id ?? "*"]
                + fields.flatMap { [$0.name, $0.value] })
    }

    /// XACK: acknowledges entries that a group has read.
    public static func xack(_ key: String, group: String, _ ids: [String]) -> RedisCommand {
        RedisCommand("XACK", with: [key, group] + ids)
    }

    /// XDEL: removes entries.
    public static func xdel(_ key: String, _ ids: [String]) -> RedisCommand {
        RedisCommand("XDEL", with: [key] + ids)
    }
}

/// Streams.
extension RedisCommandRunner {
    /// Adds an entry to a stream, and returns its id.
    ///
    /// - Parameter id: The entry's id; the server makes one if nil.
    @discardableResult
    public func xadd(
        _ key: String, _ fields: [(name: String, value: any RedisArgument)], id: String? = nil,
        trimming: StreamTrimming? = nil
    ) async throws -> String {
        try await reply(to: .xadd(key, fields, id: id, trimming: trimming)).string()
    }

    /// Returns the entries between two ids, the oldest first.
    public func xrange(
        _ key: String, from start: String = "-", to end: String = "+", count: Int? = nil
    ) async throws -> [RedisStreamEntry] {
        let command = RedisCommand("XRANGE", with: [key, start, end] + Self.count(count))
        return try RedisStreamEntry.all(in: try await reply(to: command))
    }

    /// Returns the entries between two ids, the newest first.
    public func xrevrange(
        _ key: String, from end: String = "+", to start: String = "-", count: Int? = nil
    ) async throws -> [RedisStreamEntry] {
        let command = RedisCommand("XREVRANGE", with: [key, end, start] + Self.count(count))
        return try RedisStreamEntry.all(in: try await reply(to: command))
    }

    /// Returns the number of entries, 0 if there is no stream.
    public func xlen(_ key: String) async throws -> Int {
        try await reply(to: RedisCommand("XLEN", key)).integer()
    }

    /// Removes entries; returns how many there were.
    @discardableResult
    public func xdel(_ key: String, _ ids: String...) async throws -> Int {
        try await reply(to: .xdel(key, ids)).integer()
    }

    /// Removes entries from the beginning of a stream; returns how many.
    @discardableResult
    public func xtrim(_ key: String, _ trimming: StreamTrimming) async throws -> Int {
        try await reply(to: RedisCommand("XTRIM", with: [key] + trimming.words)).integer()
    }

    /// Returns what `XINFO STREAM` tells, such as `last-generated-id`.
    public func xinfoStream(_ key: String) async throws -> [String: RESPValue] {
        let reply = try await reply(to: RedisCommand("XINFO STREAM", key)).get()
        guard let pairs = reply.pairs else { throw RedisError.unexpected(reply) }
        return Dictionary(pairs.map { ($0.key.text ?? "", $0.value) }) { first, _ in first }
    }

    /// Returns the entries of a stream behind an id: `0` for all, `$` for those that are yet to come.
    ///
    /// - Parameters:
    ///   - count: How many at most.
    ///   - block: How long to wait if there are none: not at all if nil, for ever if it is
    ///     ``RedisWait/forever``.
    public func xread(
        _ key: String, after id: String, count: Int? = nil, block: RedisWait? = nil
    ) async throws -> [RedisStreamEntry] {
        try await xread([(key, id)], count: count, block: block)[key] ?? []
    }

    /// Returns the entries of several streams, each behind an id. In a cluster they have to be in one
    /// slot.
    public func xread(
        _ streams: [(key: String, after: String)], count: Int? = nil, block: RedisWait? = nil
    ) async throws -> [String: [RedisStreamEntry]] {
        let command = RedisCommand(
            "XREAD",
            with: Self.count(count) + Self.block(block) + ["STREAMS"] + streams.map(\.key)
                + streams.map(\.after))
        return try Self.streams(in: try await reply(to: command).get())
    }

    /// Returns entries of a stream for a consumer of a group: with the id `>`, such as no consumer
    /// has got yet; with any other, those behind it that this consumer has got and not acknowledged.
    public func xreadgroup(
        _ key: String, group: String, consumer: String, after id: String = ">", count: Int? = nil,
        block: RedisWait? = nil
    ) async throws -> [RedisStreamEntry] {
        let command = RedisCommand(
            "XREADGROUP",
            with: ["GROUP", group, consumer] + Self.count(count) + Self.block(block)
                + ["STREAMS", key, id])
        return try Self.streams(in: try await reply(to: command).get())[key] ?? []
    }

    /// Makes a group that begins behind an id, and the stream if there is none; returns whether the
    /// group is new.
    @discardableResult
    public func xgroupCreate(
        _ key: String, group: String, after id: String = "$"
    ) async throws -> Bool {
        let command = RedisCommand("XGROUP CREATE", key, group, id, "MKSTREAM")
        let reply = try await reply(to: command)
        if reply.error?.code == .busyGroup { return false }
        try reply.get()
        return true
    }

    /// Acknowledges entries that a group has read; returns how many were pending.
    @discardableResult
    public func xack(_ key: String, group: String, _ ids: String...) async throws -> Int {
        guard !ids.isEmpty else { return 0 }
        return try await reply(to: .xack(key, group: group, ids)).integer()
    }

    /// Gives a consumer the entries that others have got, and not acknowledged for so long; returns
    /// them, and the id to go on at, `0-0` at the end.
    public func xautoclaim(
        _ key: String, group: String, consumer: String, minIdle: Duration,
        from start: String = "0-0", count: Int? = nil
    ) async throws -> (next: String, entries: [RedisStreamEntry]) {
        let command = RedisCommand(
            "XAUTOCLAIM",
            with: [key, group, consumer, minIdle.wholeMilliseconds, start] + Self.count(count))
        let parts = try await reply(to: command).list()
        guard parts.count >= 2 else { throw RedisError.unexpected(.array(parts)) }
        return (try parts[0].string(), try RedisStreamEntry.all(in: parts[1]))
    }
}

/// How long a command waits.
public enum RedisWait: Hashable, Sendable {
    /// So long, rounded up to the millisecond.
    case atMost(Duration)
    /// Until it is cancelled.
    case forever
}

extension RedisCommandRunner {
    fileprivate static func count(_ count: Int?) -> [any RedisArgument] {
        count.map { ["COUNT", $0] } ?? []
    }

    fileprivate static func block(_ wait: RedisWait?) -> [any RedisArgument] {
        switch wait {
        case nil: []
        case .forever: ["BLOCK", 0]
        case .atMost(let duration): ["BLOCK", max(1, duration.wholeMilliseconds)]
        }
    }

    /// Reads the entries by stream: RESP3 has a map, RESP2 an array of pairs.
    fileprivate static func streams(
        in reply: RESPValue
    ) throws(RedisError) -> [String: [RedisStreamEntry]] {
        var streams: [String: [RedisStreamEntry]] = [:]
        if case .map(let pairs) = reply {
            for pair in pairs {
                streams[try pair.key.string()] = try RedisStreamEntry.all(in: pair.value)
            }
            return streams
        }
        for stream in try reply.list() {
            guard let parts = stream.elements, parts.count == 2 else { throw .unexpected(reply) }
            streams[try parts[0].string()] = try RedisStreamEntry.all(in: parts[1])
        }
        return streams
    }
}
