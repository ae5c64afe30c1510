import ContextCache
import Hummingbird
import LayerSupport

/// The cache of completions, and what it tells of itself.
enum CompletionRoutes {
    static let all = [get, put, delete, statistics]

    private static let key = Parameter.path(
        "key", .id(1...1024), "What the completions are of; a slash in it is written as %2F.")
    private static let suggestions = Schema.Property(
        "suggestions", .array(.any, atMost: 1000), "What is suggested.")

    static let get = Route(
        .get, "/api/v1/completions/{key}", "Tells what was suggested",
        parameters: [
            key,
            .query(
                "context_hash", .text(1...256),
                "The digest of what the suggestions depend on; any if it isn't there."),
        ],
        answers: .ok(.object([.init("key", .anyText), suggestions])), .missing("completion")
    ) { call in
        let key = call.path("key")
        let suggestions = try await cache(call).get(
            key, contextHash: call.parameter("context_hash")?.stringValue)
        guard let suggestions else { throw ServiceProblem.missing("completion", field: "key") }
        return .json(["key": .string(key), "suggestions": .array(suggestions)])
    }

    static let put = Route(
        .put, "/api/v1/completions/{key}", "Remembers what was suggested",
        parameters: [key],
        takes: .json([
            suggestions,
            .optional(
                "context_hash", .text(0...256), "The digest of what the suggestions depend on."),
            .optional("confidence_score", .number(0...1), "How sure they are."),
        ]),
        answers: .done, .switchedOff
    ) { call in
        try await cache(call).put(
            call.path("key"), call.body["suggestions"]?.elements ?? [],
            contextHash: call.text("context_hash"),
            confidence: call.body["confidence_score"]?.doubleValue ?? 0)
        return .done
    }

    static let delete = Route(
        .delete, "/api/v1/completions/{key}", "Forgets what was suggested",
        parameters: [key], answers: .done, .missing("completion")
    ) { call in
        guard try await cache(call).remove(call.path("key")) else {
            throw ServiceProblem.missing("completion", field: "key")
        }
        return .done
    }

    static let statistics = Route(
        .get, "/api/v1/cache/stats", "Tells what the caches have, and how often they were of use",
        answers: .ok(statisticsSchema)
    ) { call in
        let completions = try await call.layers.openCompletions?.statistics()
        let chats = try await call.layers.openChats?.statistics()
        return .json([
            "is_connected": .boolean(call.layers.store.isConnected),
            "completions": completions.map(json) ?? .null, "chats": chats.map(json) ?? .null,
        ])
    }

    private static func cache(_ call: Call) throws -> CompletionCache {
        guard let completions = call.layers.openCompletions else {
            throw ServiceProblem.switchedOff
        }
        return completions
    }

    private static func json(_ completions: CompletionCache.Statistics) -> JSONValue {
        [
            "size": .integer(completions.size), "max_size": .integer(completions.maximumSize),
            "total_requests": .integer(completions.totalRequests),
            "hits": .integer(completions.hits), "misses": .integer(completions.misses),
            "evictions": .integer(completions.evictions),
            "hit_rate": .float(completions.hitRate),
            "hot_keys": .integer(completions.hotKeys),
            "precomputed_contexts": .integer(completions.precomputedContexts),
            "avg_response_time_ms": .float(completions.averageResponseMilliseconds),
        ]
    }

    private static func json(_ chats: ChatBuffer.Statistics) -> JSONValue {
        [
            "buffer_count": .integer(chats.bufferCount),
            "message_count": .integer(chats.messageCount), "buffer_size": .integer(chats.size),
        ]
    }

    private static let statisticsSchema = Schema.named(
        "CacheStatistics",
        .object([
            .init("is_connected", .boolean, "Whether the data are on the server."),
            .init(
                "completions",
                .optional(
                    .object([
                        .init("size", .count), .init("max_size", .count),
                        .init("total_requests", .count), .init("hits", .count),
                        .init("misses", .count), .init("evictions", .count),
                        .init("hit_rate", .number(0...100)), .init("hot_keys", .count),
                        .init("precomputed_contexts", .count),
                        .init("avg_response_time_ms", .number(0...Double.infinity)),
                    ])), "Null if the service keeps none."),
            .init(
                "chats",
                .optional(
                    .object([
                        .init("buffer_count", .count), .init("message_count", .count),
                        .init("buffer_size", .count),
                    ])), "Null if the service keeps none."),
        ]))
}
