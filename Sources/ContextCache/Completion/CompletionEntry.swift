public import LayerSupport

/// What a completion cache keeps of a completion.
public struct CompletionEntry: Hashable, Sendable {
    /// What it is found by.
    public var key: String
    /// What was suggested.
    public var suggestions: [JSONValue]
    /// When it was put, in UTC, as Python's `isoformat()` without a zone.
    public var createdAt: String
    /// When it was used last, likewise.
    public var lastAccessed: String
    /// How often it was used.
    public var accessCount = 0
    /// How sure the suggestions are, from 0 to 1.
    public var confidenceScore = 0.0
    /// The digest of what the suggestions depend on; empty if of nothing.
    public var contextHash = ""

    init(
        key: String, suggestions: [JSONValue], now: String, confidenceScore: Double,
        contextHash: String
    ) {
        self.key = key
        self.suggestions = suggestions
        self.confidenceScore = confidenceScore
        self.contextHash = contextHash
        createdAt = now
        lastAccessed = now
    }

    /// Reads an entry; nil if it is none.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONParser.value(of: bytes), let key = json["key"]?.stringValue,
            let suggestions = json["suggestions"]?.elements,
            let createdAt = json["created_at"]?.stringValue
        else { return nil }
        self.key = key
        self.suggestions = suggestions
        self.createdAt = createdAt
        lastAccessed = json["last_accessed"]?.stringValue ?? createdAt
        accessCount = json["access_count"]?.intValue ?? 0
        confidenceScore = json["confidence_score"]?.doubleValue ?? 0
        contextHash = json["context_hash"]?.stringValue ?? ""
    }

    var json: JSONValue {
        [
            "key": .string(key), "suggestions": .array(suggestions),
            "created_at": .string(createdAt), "last_accessed": .string(lastAccessed),
            "access_count": .integer(accessCount), "confidence_score": .float(confidenceScore),
            "context_hash": .string(contextHash),
        ]
    }
}

/// Which completions are kept.
public enum CompletionStrategy: String, CaseIterable, Sendable {
    /// Those that were used last: an entry lives as long as it is used.
    case lru
    /// Those that were put last: use prolongs nothing.
    case ttl
    /// Those that were used last, but not those that are older than their time to live; what is used
    /// often is spared for a while.
    case hybrid

    /// Whether an entry ends when it is as old as its time to live, used or not.
    var endsByAge: Bool { self != .lru }
    /// Whether use prolongs an entry's life, and moves it behind the others.
    var isProlongedByUse: Bool { self != .ttl }
    /// Whether entries that are used often are spared when there are too many.
    var sparesHotKeys: Bool { self == .hybrid }
}
