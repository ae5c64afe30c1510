import MartletRESP

/// The server, scripts, messages.
extension RedisCommand {
    /// PUBLISH: sends a message to a channel.
    public static func publish(_ message: some RedisArgument, to channel: String) -> RedisCommand {
        RedisCommand("PUBLISH", channel, message)
    }

    /// WAIT: waits until so many replicas have all that the connection wrote before, or the time is
    /// over. It counts for commands that come before it in the same pipeline or session only.
    public static func wait(replicas: Int, timeout: Duration) -> RedisCommand {
        RedisCommand("WAIT", replicas, max(1, timeout.wholeMilliseconds))
    }
}

/// The server, scripts, messages.
extension RedisCommandRunner {
    /// Asks the server for a sign of life.
    public func ping() async throws {
        try await send("PING")
    }

    /// Returns what the server tells of itself: fields and their values, of one section or of the
    /// usual ones.
    public func info(_ section: String? = nil) async throws -> [String: String] {
        let command = RedisCommand("INFO", with: section.map { [$0] } ?? [])
        let text = try await reply(to: command).string()
        var fields: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[String(line[..<colon])] = String(line[line.index(after: colon)...])
        }
        return fields
    }

    /// Sends a message to a channel; returns the number of subscriptions that it went to, in a
    /// cluster at one node.
    @discardableResult
    public func publish(_ message: some RedisArgument, to channel: String) async throws -> Int {
        try await reply(to: .publish(message, to: channel)).integer()
    }

    /// Sends a message to a shard channel; returns the number of subscriptions that it went to.
    @discardableResult
    public func publish(
        _ message: some RedisArgument, toShardChannel channel: String
    ) async throws -> Int {
        try await reply(to: RedisCommand("SPUBLISH", channel, message)).integer()
    }

    /// Returns the server's time in milliseconds since 1970.
    public func serverMillisecondsSince1970() async throws -> Int {
        let parts = try await reply(to: RedisCommand("TIME")).list()
        guard parts.count == 2 else { throw RedisError.unexpected(.array(parts)) }
        return try parts[0].integer() * 1000 + parts[1].integer() / 1000
    }
}
