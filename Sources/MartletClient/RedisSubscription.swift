/// The messages on some channels, as they come.
///
///     for try await event in try await client.subscribe(to: ["news"]) {
///         switch event {
///         case .message(let message): print(message.channel, message.text)
///         case .gap: …     // messages may be missing: read what they tell of anew
///         }
///     }
///
/// It ends as ``RedisPushes`` does, and has its bounds.
public struct RedisSubscription: AsyncSequence, Sendable {
    let pushes: RedisPushes

    /// What comes: a message, or the news that some are missing.
    public enum Event: Hashable, Sendable {
        /// A message.
        case message(RedisMessage)
        /// Messages may be missing here: the connection was lost and made anew, or the reader was
        /// too slow.
        case gap
    }

    /// Ends the subscription.
    public func cancel() {
        pushes.cancel()
    }

    /// Makes an iterator; all of them share the messages.
    public func makeAsyncIterator() -> Iterator {
        Iterator(pushes: pushes.makeAsyncIterator())
    }

    /// Reads messages.
    public struct Iterator: AsyncIteratorProtocol {
        var pushes: RedisPushes.Iterator

        /// Returns the next event, once there is one; nil at the end.
        ///
        /// - Throws: ``RedisError`` if the server refuses the connection.
        public mutating func next() async throws -> Event? {
            while let push = try await pushes.next() {
                switch push {
                case .gap: return .gap
                case .push(let parts):
                    if let message = RedisMessage(parts) { return .message(message) }
                }
            }
            return nil
        }
    }
}

/// A message that was published.
public struct RedisMessage: Hashable, Sendable {
    /// The channel that it was published on.
    public let channel: String
    /// The pattern of the subscription that the channel matches; nil for one to the channel itself.
    public let pattern: String?
    /// The message.
    public let bytes: [UInt8]

    /// Makes a message.
    public init(channel: String, pattern: String? = nil, bytes: [UInt8]) {
        self.channel = channel
        self.pattern = pattern
        self.bytes = bytes
    }

    /// The message as text; what isn't UTF-8 is replaced.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Reads a message as a server sends it; nil if it is something else.
    init?(_ parts: [RESPValue]) {
        guard let bytes = parts.last?.bytes else { return nil }
        switch (parts[0].text, parts.count) {
        case ("message", 3), ("smessage", 3):
            self.init(channel: parts[1].text ?? "", bytes: bytes)
        case ("pmessage", 4):
            self.init(channel: parts[2].text ?? "", pattern: parts[1].text, bytes: bytes)
        default: return nil
        }
    }
}

/// Keys that changed, or the news that any may have.
public enum RedisInvalidation: Hashable, Sendable {
    /// These keys were changed, have expired or were removed.
    case keys([String])
    /// All keys may have changed: the database was emptied, or the connection was lost meanwhile.
    case all
}

/// The keys that change, as they do: what a cache beside the server has to forget.
public struct RedisInvalidations: AsyncSequence, Sendable {
    let pushes: RedisPushes

    /// Ends the sequence.
    public func cancel() {
        pushes.cancel()
    }

    /// Makes an iterator; all of them share the news.
    public func makeAsyncIterator() -> Iterator {
        Iterator(pushes: pushes.makeAsyncIterator())
    }

    /// Reads which keys changed.
    public struct Iterator: AsyncIteratorProtocol {
        var pushes: RedisPushes.Iterator

        /// Returns what changed next, once something did; nil at the end.
        ///
        /// - Throws: ``RedisError`` if the server refuses the connection.
        public mutating func next() async throws -> RedisInvalidation? {
            while let push = try await pushes.next() {
                guard case .push(let parts) = push else { return .all }
                guard parts.count == 2, parts[0].text == "invalidate" else { continue }
                return parts[1].elements.map { .keys($0.compactMap(\.text)) } ?? .all
            }
            return nil
        }
    }
}

extension RedisClient {
    /// Subscribes to channels, and to all channels that patterns such as `news.*` match. Nothing is
    /// missed that is published from now on, but for what the sequence calls a gap.
    ///
    /// - Parameter limit: How many messages wait for the reader at most.
    /// - Throws: ``RedisError`` if no connection can be made.
    public func subscribe(
        to channels: [String] = [], patterns: [String] = [], bufferingAtMost limit: Int = 1024
    ) async throws -> RedisSubscription {
        var commands: [RedisCommand] = []
        if !channels.isEmpty { commands.append(RedisCommand("SUBSCRIBE", with: channels)) }
        if !patterns.isEmpty { commands.append(RedisCommand("PSUBSCRIBE", with: patterns)) }
        return RedisSubscription(
            pushes: try await pushes(
                after: commands, near: channels.first, bufferingAtMost: limit))
    }

    /// Subscribes to shard channels, whose messages stay within their node of a cluster. There they
    /// have to be in one slot.
    ///
    /// - Parameter limit: How many messages wait for the reader at most.
    /// - Throws: ``RedisError`` if no connection can be made.
    public func subscribe(
        toShardChannels channels: [String], bufferingAtMost limit: Int = 1024
    ) async throws -> RedisSubscription {
        let commands = channels.isEmpty ? [] : [RedisCommand("SSUBSCRIBE", with: channels)]
        return RedisSubscription(
            pushes: try await pushes(
                after: commands, near: channels.first, bufferingAtMost: limit))
    }

    /// Asks to be told of all keys that begin with one of some prefixes, or of all there are, when
    /// they change. Needs RESP3. In a cluster it is those of the node that has `key`.
    ///
    /// - Parameter limit: How many pieces of news wait for the reader at most.
    /// - Throws: ``RedisError`` if no connection can be made.
    public func invalidations(
        of prefixes: [String] = [], near key: String? = nil, bufferingAtMost limit: Int = 1024
    ) async throws -> RedisInvalidations {
        var command = RedisCommand("CLIENT TRACKING", "ON", "BCAST")
        for prefix in prefixes { command.append("PREFIX", prefix) }
        return RedisInvalidations(
            pushes: try await pushes(after: [command], near: key, bufferingAtMost: limit))
    }
}
