/// What absorbs a user's messages: a model, as a rule.
public protocol MemoryAgent: Sendable {
    /// Absorbs messages. If it throws, they are kept and tried again; so they are if the instance ends
    /// meanwhile, so that the same messages may come twice. The task is cancelled if another instance
    /// has taken over.
    func absorb(_ content: AbsorbedContent, for user: String) async throws
}

/// What is to be absorbed.
public struct AbsorbedContent: Sendable {
    /// What a model is given: images, what was heard, texts, conversations.
    public let parts: [MessagePart]
    /// The messages themselves.
    public let messages: [ReadyMessage]
    /// What was said meanwhile.
    public let conversations: [ConversationTurn]

    /// Makes what is to be absorbed.
    public init(
        parts: [MessagePart], messages: [ReadyMessage], conversations: [ConversationTurn] = []
    ) {
        self.parts = parts
        self.messages = messages
        self.conversations = conversations
    }
}

/// What turns audio into text.
public protocol VoiceTranscriber: Sendable {
    /// Returns what is said in some pieces of audio.
    func transcribe(_ audio: [String]) async throws -> String
}

/// What came of an attempt to absorb messages.
public enum Absorption: Hashable, Sendable {
    /// So many messages were absorbed, and removed.
    case absorbed(Int)
    /// There is too little that is ready.
    case notReady
    /// Another instance is at it.
    case busy
    /// The lock was lost meanwhile. The messages are kept: whoever has the lock absorbs them.
    case lockLost
}
