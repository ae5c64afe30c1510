/// A message that waits to be absorbed.
public struct StoredMessage: Hashable, Sendable {
    /// When it was sent, as its sender writes that.
    public var timestamp: String
    /// Its images; none is the same as nil.
    public var images: [ImageReference]?
    /// Where each image is from, such as the name of a program.
    public var sources: [String]?
    /// How many pieces of audio it has.
    public var audioCount: Int
    /// Its audio as its sender writes that, where it is kept; the Python program keeps only the number.
    public var audio: [String]?
    /// Its text.
    public var text: String?
    /// Whether its local images may be removed once they are absorbed.
    public var deletesFiles: Bool

    /// Makes a message.
    public init(
        timestamp: String, images: [ImageReference]? = nil, sources: [String]? = nil,
        audioCount: Int = 0, audio: [String]? = nil, text: String? = nil,
        deletesFiles: Bool = true
    ) {
        self.timestamp = timestamp
        self.images = images
        self.sources = sources
        self.audioCount = audioCount
        self.audio = audio
        self.text = text
        self.deletesFiles = deletesFiles
    }
}

/// What was said by one side in a conversation.
public struct ConversationTurn: Hashable, Sendable {
    /// Who said it: `user` or `assistant`.
    public var role: String
    /// What was said.
    public var content: String

    /// Makes a turn.
    public init(role: String, content: String) {
        self.role = role
        self.content = content
    }
}
