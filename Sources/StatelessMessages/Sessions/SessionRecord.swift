public import LayerSupport

/// What is known of a session.
public struct SessionRecord: Hashable, Sendable {
    /// What the session is found by.
    public let id: String
    /// Whose it is; nil if nobody said.
    public let userID: String?
    /// What else there is to say of it.
    public let metadata: JSONObject
    /// When it was created: ISO 8601, in UTC.
    public let createdAt: String
    /// Whether it takes no more messages.
    public let isClosed: Bool

    /// The record for a program's interface.
    public var json: JSONObject {
        [
            "session_id": .string(id), "user_id": .optional(userID), "metadata": .object(metadata),
            "created_at": .string(createdAt), "is_closed": .boolean(isClosed),
        ]
    }
}

extension SessionRecord {
    /// The fields of the hash, with their values in turn.
    var fields: [String] {
        [
            "session_id", id, "user_id", userID ?? "", "metadata",
            JSONValue.object(metadata).pythonText, "created_at", createdAt, "is_closed",
            isClosed ? "1" : "0",
        ]
    }

    /// Reads the fields of a hash; nil if there are none.
    init?(_ id: String, fields: [String: String]) {
        guard !fields.isEmpty else { return nil }
        let user = fields["user_id"] ?? ""
        let metadata = fields["metadata"].flatMap { try? JSONValue(parsing: $0) }
        self.init(
            id: id, userID: user.isEmpty ? nil : user, metadata: metadata?.object ?? [:],
            createdAt: fields["created_at"] ?? "", isClosed: fields["is_closed"] == "1")
    }
}
