import MartletEngine
import MartletServer
import Synchronization

extension Martlet {
    /// The messages on some channels, as they come.
    ///
    ///     let news = try server.subscribe(to: "news")
    ///     try server.publish("hello", to: "news")
    ///     for try await message in news {
    ///         print(message.channel, message.text)
    ///     }
    ///
    /// Waiting for a message holds no thread. What comes while nobody reads is kept, up to the hard
    /// limit of the setting `client-output-buffer-limit pubsub`, 32 MB if nothing else was configured;
    /// with more the sequence ends with an error, as a server closes the connection of a client that
    /// reads too slowly. It ends without one after ``cancel()``, when the server is stopped, and for
    /// a task that is cancelled.
    ///
    /// Several tasks may read: each message goes to one of them. The subscription ends when it is let
    /// go of.
    public final class Subscription: AsyncSequence, Sendable {
        private let server: EmbeddedServer
        private let client: ClientHandle
        private let state = Mutex(State())

        private struct State {
            /// The messages that were taken over and not read yet, the last first.
            var messages: [ChannelMessage] = []
            var isCancelled = false
        }

        init(of server: EmbeddedServer, client: ClientHandle) {
            self.server = server
            self.client = client
        }

        deinit {
            server.engine.disconnect(client)
        }

        /// Ends the subscription: the sequence ends, without what wasn't read yet.
        public func cancel() {
            state.withLock { state in
                state.isCancelled = true
                state.messages = []
            }
            server.engine.disconnect(client)
        }

        /// Makes an iterator; all of them share the messages.
        public func makeAsyncIterator() -> Iterator {
            Iterator(subscription: self)
        }

        /// Reads the messages of a subscription.
        public struct Iterator: AsyncIteratorProtocol {
            let subscription: Subscription

            /// Returns the next message, once there is one; nil at the end.
            ///
            /// - Throws: ``MartletError`` with the code ``MartletError/Code/closed`` if the
            ///   subscription was closed because nobody read it, or by `CLIENT KILL`.
            public mutating func next() async throws -> ChannelMessage? {
                try await subscription.next()
            }
        }
    }

    /// A message that was published.
    public struct ChannelMessage: Hashable, Sendable {
        /// The channel that it was published on.
        public let channel: String
        /// The pattern of the subscription that the channel matches; nil for one to the channel
        /// itself.
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
    }
}

extension Martlet {
    /// Subscribes to channels. Nothing is missed that is published from now on.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/stopped``.
    public func subscribe(to channels: String...) throws(MartletError) -> Subscription {
        try subscribe(channels, .channel)
    }

    /// Subscribes to all channels that patterns match, such as `news.*`.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/stopped``.
    public func subscribe(toPatterns patterns: String...) throws(MartletError) -> Subscription {
        try subscribe(patterns, .pattern)
    }

    private func subscribe(
        _ names: [String], _ kind: SubscriptionKind
    ) throws(MartletError) -> Subscription {
        let names = names.map { Array($0.utf8) }
        guard let client = server.engine.connectListener(to: names, kind) else { throw .stopped }
        return Subscription(of: server, client: client)
    }
}

extension CommandRunner {
    /// Sends a message to a channel; returns the number of subscriptions that it goes to.
    @discardableResult
    public func publish(_ message: String, to channel: String) throws(MartletError) -> Int {
        try session.integer("PUBLISH", channel.utf8.span, message.utf8.span)
    }

    /// Sends a message of any bytes to a channel; returns the number of subscriptions that it goes
    /// to.
    @discardableResult
    public func publish(_ message: [UInt8], to channel: String) throws(MartletError) -> Int {
        try session.integer("PUBLISH", channel.utf8.span, message.span)
    }
}

extension Martlet.Subscription {
    fileprivate func next() async throws -> Martlet.ChannelMessage? {
        while true {
            if let message = takeFirst() { return message }
            guard !Task.isCancelled else { return nil }
            let outcome = server.engine.takeMessages(for: client) { reply in
                let messages = RESPValue.all(in: reply).compactMap(Martlet.ChannelMessage.init)
                state.withLock { state in
                    if !state.isCancelled {
                        state.messages.insert(contentsOf: messages.reversed(), at: 0)
                    }
                }
            }
            switch outcome {
            case .messages: continue
            case .nothing: await server.engine.waitForMessage(for: client)
            case .stopped: return nil
            case .closed:
                guard state.withLock({ $0.isCancelled }) else { throw MartletError.closed }
                return nil
            }
        }
    }

    private func takeFirst() -> Martlet.ChannelMessage? {
        state.withLock { state in state.messages.popLast() }
    }
}

extension Martlet.ChannelMessage {
    /// Reads a message as the server sends it; nil if it is something else.
    fileprivate init?(_ push: RESPValue) {
        guard let parts = push.elements, let bytes = parts.last?.bytes else { return nil }
        switch (parts.first?.text, parts.count) {
        case ("message", 3): self.init(channel: parts[1].text ?? "", bytes: bytes)
        case ("pmessage", 4):
            self.init(channel: parts[2].text ?? "", pattern: parts[1].text, bytes: bytes)
        default: return nil
        }
    }
}
