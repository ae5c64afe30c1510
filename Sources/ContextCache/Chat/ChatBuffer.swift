import LayerSupport
import Logging
import MartletClient
import MartletRESP

/// Collects what is said in chats, and hands it over when there is enough of it.
///
///     let buffer = ChatBuffer(cache) { context in
///         try await pipeline.process(context.text, user: context.chat.user)
///     }
///     try await buffer.push("user", "你好", to: ChatID(user: "7"))
///     await buffer.stop()
///
/// Any instance may push to any chat, and any may flush it: a flush has the chat's lock, which is
/// renewed while the messages are being handed over. They are taken out in one step, so that what comes
/// meanwhile stays, and removed only when the handler is done with them. If it fails they are put back;
/// if the instance dies, or loses its lock, the next flush hands them over again: the handler sees each
/// message at least once.
public struct ChatBuffer: Sendable {
    /// What is done with messages.
    public typealias Handler = @Sendable (ChatContext) async throws -> Void

    /// How a buffer behaves.
    public struct Options: Sendable, Hashable {
        /// How many messages are enough.
        public var size = 10
        /// How long messages are kept since the last one.
        public var ttl = Duration.seconds(86_400)
        /// When the lock of a flush becomes free if nobody renews it.
        public var lockLifetime = Duration.seconds(30)
        /// How long a flush waits for another one at most.
        public var lockWait = Duration.seconds(5)

        /// The options that suit most.
        public init(size: Int = 10, ttl: Duration = .seconds(86_400)) {
            self.size = size
            self.ttl = ttl
        }
    }

    let cache: ContextCache
    let options: Options
    let handler: Handler

    /// Makes a buffer of a cache, which may have others.
    public init(
        _ cache: ContextCache, options: Options = Options(), handler: @escaping Handler
    ) {
        self.cache = cache
        self.options = options
        self.handler = handler
        let mover = ChatMover(keys: cache.keys, ttl: options.ttl)
        cache.store.onRecovery("chats of \(cache.keys.prefix)", mover.move)
    }

    /// Adds a message to a chat, and hands the chat over if there are enough; returns how many messages
    /// there were with it. While the server is away the message is kept in this process.
    ///
    /// That a handover fails is no failure of the push: it is told to the log, and the messages stay.
    ///
    /// - Throws: ``RedisError`` if the message could not be kept.
    @discardableResult
    public func push(_ role: String, _ content: String, to chat: ChatID) async throws -> Int {
        let message = ChatMessage(role: role, content: content, timestamp: now)
        let text = message.json.text()
        let length = try await cache.run { client in
            try await client.run(
                CacheScripts.push, keys: [cache.keys.buffer(chat)],
                arguments: [text, options.ttl.wholeMilliseconds]
            ).wholeNumber
        }
        guard length >= options.size else { return length }
        do {
            try await flush(chat)
        } catch {
            cache.store.logger?.error("a chat could not be handed over: \(error)")
        }
        return length
    }

    /// Hands messages over without keeping them before.
    ///
    /// - Throws: What the handler throws.
    public func process(_ messages: [ChatMessage], of chat: ChatID) async throws {
        guard !messages.isEmpty else { return }
        try await handler(context(messages.map(\.json), chat))
    }

    /// Returns how many messages of a chat wait.
    ///
    /// - Throws: ``RedisError``.
    public func length(of chat: ChatID) async throws -> Int {
        try await cache.run(isRepeatable: true) { try await $0.llen(cache.keys.buffer(chat)) }
    }

    /// How much waits.
    public struct Statistics: Hashable, Sendable {
        /// Whether the messages are on the server; else they are in this process.
        public var isConnected: Bool
        /// How many messages are enough.
        public var size: Int
        /// How long messages are kept.
        public var ttl: Duration
        /// How many chats have messages.
        public var bufferCount: Int
        /// How many messages there are.
        public var messageCount: Int
    }

    /// Counts what waits, a piece of the keys at a time.
    ///
    /// - Throws: ``RedisError``.
    public func statistics() async throws -> Statistics {
        let (buffers, messages) = try await cache.run(isRepeatable: true) { client in
            let keys = try await client.allKeys(matching: cache.keys.chats())
            var lengths: [Int] = []
            for page in keys.pages(of: 100) {
                let commands = page.map { RedisCommand.llen($0) }
                // What is no list, or gone meanwhile, has no messages.
                lengths += try await client.replies(to: commands).map { $0.intValue ?? 0 }
            }
            return (lengths.count { $0 > 0 }, lengths.reduce(0, +))
        }
        return Statistics(
            isConnected: cache.store.isConnected, size: options.size, ttl: options.ttl,
            bufferCount: buffers, messageCount: messages)
    }

    func context(_ messages: [JSONValue], _ chat: ChatID) -> ChatContext {
        ChatContext(chat: chat, messages: messages, createdAt: now)
    }

    private var now: String {
        let clock = cache.store.clock
        return ISOTime.text(
            microsecondsSince1970: clock.microsecondsSince1970, offset: clock.localOffset)
    }
}

extension Array {
    /// The elements in pieces of up to so many.
    func pages(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
