import LayerSupport

/// The keys of the layer: the documents' own, and on a cluster the same with a hash tag, so that what
/// belongs together is in one slot.
public struct CacheKeys: Sendable, Hashable {
    /// What all keys begin with.
    public let prefix: String
    /// Whether there are hash tags.
    public let isClustered: Bool

    /// Makes the keys of a prefix.
    public init(prefix: String = "opencontext:", isClustered: Bool = false) {
        self.prefix = prefix
        self.isClustered = isClustered
    }

    /// Returns the whole key of a name.
    public func key(_ name: String) -> String { prefix + name }

    /// Returns the key of a lock.
    public func lock(_ name: String) -> String { "\(prefix)lock:\(name)" }

    /// Returns the name of a whole key, as it is without the prefix.
    public func name(_ key: String) -> String {
        key.hasPrefix(prefix) ? String(key.dropFirst(prefix.count)) : key
    }

    /// Returns a pattern for the keys whose names match one.
    public func pattern(_ names: String) -> String { KeyPattern.escaping(prefix) + names }
}

/// Chats.
extension CacheKeys {
    /// The name of a chat's buffer, without the prefix.
    public func bufferName(_ chat: ChatID) -> String { "chat:buffer:\(tagged(chat.text))" }

    /// The list of a chat's messages.
    public func buffer(_ chat: ChatID) -> String { key(bufferName(chat)) }

    /// The list of the messages that are being handed over.
    public func processing(_ chat: ChatID) -> String { key("chat:processing:\(tagged(chat.text))") }

    /// The lock of a chat's flush.
    public func flushLock(_ chat: ChatID) -> String { lock("flush:\(bufferName(chat))") }

    /// A pattern for the keys of all chats: of buffers, or of what is being handed over.
    public func chats(processing: Bool = false) -> String {
        pattern(processing ? "chat:processing:*" : "chat:buffer:*")
    }

    /// Returns the chat that a key of ``buffer(_:)`` or ``processing(_:)`` belongs to; nil for a key
    /// that the layer never makes.
    public func chat(of key: String) -> ChatID? {
        let parts = name(key).split(
            separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let text = isClustered ? parts[2].dropFirst().dropLast() : parts[2]
        guard let chat = ChatID(text: String(text)),
            [buffer(chat), processing(chat)].contains(key)
        else { return nil }
        return chat
    }

    private func tagged(_ text: String) -> String { isClustered ? "{\(text)}" : text }
}

/// Completions.
extension CacheKeys {
    private var completionPrefix: String {
        isClustered ? "\(prefix){completion}" : "\(prefix)completion"
    }

    /// The entry of a completion.
    public func completion(_ key: String) -> String { "\(completionPrefix):cache:\(key)" }

    /// Returns the completion that a key of ``completion(_:)`` belongs to.
    public func completion(of key: String) -> String {
        String(key.dropFirst("\(completionPrefix):cache:".count))
    }

    /// A pattern for the entries of all completions, or of those whose keys have a text in them.
    public func completions(containing text: String = "") -> String {
        let infix = text.isEmpty ? "" : KeyPattern.escaping(text) + "*"
        return KeyPattern.escaping("\(completionPrefix):cache:") + "*" + infix
    }

    /// The sorted set of completions by the time of their last use.
    public var accessOrder: String { "\(completionPrefix):access_order" }

    /// The set of completions that are used often.
    public var hotKeys: String { "\(completionPrefix):hot_keys" }

    /// A counter.
    public func statistic(_ name: String) -> String { "\(completionPrefix):stats:\(name)" }

    /// What was found out about a document.
    public func precomputed(_ document: String) -> String {
        "\(completionPrefix):precomputed:\(document)"
    }

    /// A pattern for what was found out about all documents.
    public var precomputedContexts: String {
        KeyPattern.escaping("\(completionPrefix):precomputed:") + "*"
    }
}
