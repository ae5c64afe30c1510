/// The keys of the layer. On one server they are the documents', to the byte; on a cluster the user is
/// a hash tag, so that all that belongs to one is in one slot.
///
/// An upload's status is a key by itself, which needs no tag.
public struct UploadKeyScheme: Hashable, Sendable {
    private let isClustered: Bool

    /// Makes the scheme of one server, or of a cluster.
    public init(isClustered: Bool) {
        self.isClustered = isClustered
    }

    /// What the key of every upload's status begins with.
    static let statusPrefix = "mirix:upload_status:"

    /// The key of an upload's status.
    public func status(_ uploadID: String) -> String { Self.statusPrefix + uploadID }

    /// The channel where the changes of an upload's status are published.
    public func events(_ uploadID: String) -> String { "mirix:upload_events:\(uploadID)" }

    /// The key of a user's messages.
    public func messages(_ user: String) -> String { "mirix:temp_messages:\(tagged(user))" }

    /// The key of a user's conversations.
    public func conversations(_ user: String) -> String {
        "mirix:user_conversations:\(tagged(user))"
    }

    /// The key of the lock of whoever absorbs a user's messages.
    public func absorbLock(_ user: String) -> String { "mirix:lock:absorb:\(tagged(user))" }

    /// The key of the lock of whoever initializes a user.
    public func initLock(_ user: String) -> String { "mirix:lock:init:\(tagged(user))" }

    /// The key that says that a user was initialized.
    public func initMark(_ user: String) -> String { "mirix:user_init_done:\(tagged(user))" }

    /// The key of the tokens of all batches that are being absorbed: one, unless a holder of the lock
    /// ended without a word. The user stands last in it, so that it is no key of another's.
    func batches(_ user: String) -> String { "mirix:processing:\(tagged(user))" }

    /// The key of the messages of a batch.
    func batch(_ user: String, _ token: String) -> String {
        "\(messages(user)):processing:\(token)"
    }

    /// The key of the conversations of a batch.
    func conversationBatch(_ user: String, _ token: String) -> String {
        "\(conversations(user)):processing:\(token)"
    }

    /// A tag ends at its first brace, so that a brace in the user's own name is escaped.
    private func tagged(_ user: String) -> String {
        guard isClustered else { return user }
        let escaped = user.map { character in
            switch character {
            case "%": "%25"
            case "}": "%7D"
            default: String(character)
            }
        }
        return "{\(escaped.joined())}"
    }
}
