/// The keys of the layer. On one server they are the documents', to the byte; on a cluster the session
/// is a hash tag, so that all that belongs to one is in one slot.
///
/// Keys are only composed, never taken apart: ids may have any signs, colons included.
public struct MessageKeyScheme: Hashable, Sendable {
    /// Whether there are hash tags.
    public let isClustered: Bool

    /// Makes the scheme of one server, or of a cluster.
    public init(isClustered: Bool) {
        self.isClustered = isClustered
    }

    /// The hash of a message's snapshot.
    public func message(_ messageID: String, in sessionID: String) -> String {
        "message:\(prefix(sessionID))\(messageID)"
    }

    /// The stream of a message's events.
    public func stream(_ messageID: String, in sessionID: String) -> String {
        "stream:session:\(tagged(sessionID)):message:\(messageID)"
    }

    /// The sorted set of a session's messages by the time of their creation.
    public func index(_ sessionID: String) -> String { "session:\(tagged(sessionID)):messages" }

    /// The hash of a session.
    public func session(_ sessionID: String) -> String { "session:\(tagged(sessionID))" }

    /// The hash of a large content.
    public func content(_ contentID: String, in sessionID: String) -> String {
        "content:\(prefix(sessionID))\(contentID)"
    }

    /// The key that tells to which session a message belongs: in a cluster, where nothing else can be
    /// found by the message's id alone; nil elsewhere.
    public func route(_ messageID: String) -> String? {
        isClustered ? "message_session:{\(Self.escaped(messageID))}" : nil
    }

    /// The list of tasks that wait for a worker.
    public static let taskQueue = "task_queue"

    private func prefix(_ sessionID: String) -> String {
        isClustered ? tagged(sessionID) + ":" : ""
    }

    private func tagged(_ sessionID: String) -> String {
        isClustered ? "{\(Self.escaped(sessionID))}" : sessionID
    }

    /// A tag ends at its first closing brace, so that those of an id are escaped.
    private static func escaped(_ id: String) -> String {
        id.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "%": escaped += "%25"
            case "}": escaped += "%7D"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
