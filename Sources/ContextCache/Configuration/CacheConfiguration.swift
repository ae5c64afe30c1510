public import MartletClient

/// What a service says of its cache: where the server is, and how buffers and completions behave.
public struct CacheConfiguration: Sendable, Hashable {
    /// The server.
    public var redis = Redis()
    /// The chats.
    public var chat = Chat()
    /// The completions.
    public var completion = Completion()

    /// The configuration that is so if nothing is said.
    public init() {}

    /// The server.
    public struct Redis: Sendable, Hashable {
        /// Whether there is one; else all is in this process.
        public var isEnabled = true
        /// Where it is, if host, port, password and database don't say it.
        public var url: String?
        /// Its name.
        public var host = "localhost"
        /// Its port.
        public var port = 6379
        /// Its password; none if empty.
        public var password = ""
        /// The number of the database.
        public var database = 0
        /// What all keys begin with.
        public var keyPrefix = "opencontext:"
        /// How many connections there are at most.
        public var maximumConnections = 10
        /// How many seconds a command may take.
        public var timeout = 5.0
        /// How many seconds it may take to connect.
        public var connectTimeout = 5.0
        /// Whether a command is repeated after a time-out.
        public var retriesOnTimeout = true
        /// How many seconds values live for which nothing else is said.
        public var defaultTTL = 3600

        /// The settings that are so if nothing is said.
        public init() {}
    }

    /// The chats.
    public struct Chat: Sendable, Hashable {
        /// Whether chats are collected.
        public var isEnabled = true
        /// How many messages are enough to hand a chat over.
        public var bufferSize = 10
        /// How many seconds messages are kept since the last one.
        public var bufferTTL = 86_400
        /// Whether they are on the server; else they are in this process.
        public var usesRedis = true

        /// The settings that are so if nothing is said.
        public init() {}
    }

    /// The completions.
    public struct Completion: Sendable, Hashable {
        /// Whether completions are kept.
        public var isEnabled = true
        /// How many there are at most.
        public var maximumSize = 1000
        /// How many seconds one lives.
        public var ttl = 300
        /// Which ones are kept.
        public var strategy = CompletionStrategy.hybrid
        /// Whether they are on the server; else they are in this process.
        public var usesRedis = true

        /// The settings that are so if nothing is said.
        public init() {}
    }
}

extension CacheConfiguration.Redis {
    /// The URL of the server: ``url``, or the one that the other settings make.
    public var serverURL: String {
        if !isEnabled { return "martlet://memory" }
        if let url, !url.isEmpty { return url }
        let user = password.isEmpty ? "" : ":\(Self.encoded(password))@"
        let host = host.contains(":") ? "[\(host)]" : Self.encoded(host)
        return "redis://\(user)\(host):\(port)/\(database)"
    }

    /// How the client of the server behaves.
    public var clientOptions: RedisOptions {
        var options = RedisOptions()
        options.commandTimeout = .seconds(timeout)
        options.connectTimeout = .seconds(connectTimeout)
        // All commands share a few connections; the rest is for those who need one of their own.
        options.sharedConnections = max(1, min(2, maximumConnections))
        options.exclusiveConnections = max(1, maximumConnections - options.sharedConnections)
        return options
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                String(Unicode.Scalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}

extension CacheConfiguration.Chat {
    /// How the buffer behaves.
    public var options: ChatBuffer.Options {
        ChatBuffer.Options(size: bufferSize, ttl: .seconds(bufferTTL))
    }
}

extension CacheConfiguration.Completion {
    /// How the completion cache behaves.
    public var options: CompletionCache.Options {
        CompletionCache.Options(maximumSize: maximumSize, ttl: .seconds(ttl), strategy: strategy)
    }
}
