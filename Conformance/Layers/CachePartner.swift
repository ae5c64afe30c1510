import ContextCache
import LayerSupport
import MartletClient
import Synchronization

/// The cache, chats and completions.
struct CachePartner {
    private let cache: ContextCache
    private let completions: CompletionCache

    init(_ client: any RedisClient) {
        var options = CacheStore.Options()
        options.fallsBack = false
        options.clock = LayersPartner.clock
        cache = ContextCache(client, options: options)
        completions = CompletionCache(cache)
    }

    func write() async throws {
        try await cache.set("swift:text", "größe")
        try await cache.setJSON("swift:json", ["name": "Ada 你好", "n": 1.5, "none": nil])
        try await cache.rpush("swift:list", "a", "b")
        try await cache.hmset("swift:hash", ["field": "wert"])
        try await cache.sadd("swift:set", "m")
        try await cache.incr("swift:count", by: 7)
        _ = try await cache.acquireLock("swift")
        let chats = ChatBuffer(cache) { _ in }
        let chat = ChatID(user: "swift", agent: "a")
        try await chats.push("user", "你好 \"Welt\"", to: chat)
        try await chats.push("assistant", "hallo", to: chat)
        try await completions.put("swift", ["return n", "你好"], contextHash: "c", confidence: 0.9)
        _ = try await completions.get("swift")
        _ = try await completions.get("missing")
        try await completions.precomputeContext("swift", "# Kopf\n- eins\n[a](b)\n```")
    }

    func read() async throws -> JSONValue {
        var told: JSONObject = [
            "text": .of(try await cache.get("python:text")),
            "json": try await cache.getJSON("python:json") ?? nil,
            "list": .array(try await cache.lrange("python:list").map { .string($0) }),
            "hash": .of(try await cache.hget("python:hash", "field")),
            "set": .boolean(try await cache.sismember("python:set", "m")),
            "count": .integer(try await cache.incr("python:count", by: 0)),
            "locked": .boolean(
                try await cache.acquireLock("python", waitingAtMost: .zero) == nil),
            "completion": .array(try await completions.get("python", contextHash: "c") ?? []),
            "other context": .array(try await completions.get("python", contextHash: "d") ?? []),
            "context": try await completions.precomputedContext("python") ?? nil,
        ]
        let texts = Mutex<[JSONValue]>([])
        let chats = ChatBuffer(cache) { context in
            texts.withLock { $0.append(.string(context.text)) }
        }
        try await chats.flush(ChatID(user: "python", device: "d"))
        told["chat"] = .array(texts.withLock(\.self))
        return .object(told)
    }

    /// Hands over what `swift` has said, and never ends.
    func hold() async throws {
        var options = ChatBuffer.Options()
        options.lockLifetime = .seconds(1)
        let chats = ChatBuffer(cache, options: options) { context in
            try await LayersPartner.stayForEver(having: .integer(context.messageCount))
        }
        try await chats.flush(ChatID(user: "swift", agent: "a"))
    }
}

extension JSONValue {
    fileprivate static func of(_ text: String?) -> JSONValue { text.map { .string($0) } ?? nil }
}
