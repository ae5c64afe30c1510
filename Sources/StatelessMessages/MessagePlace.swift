/// Where a message is.
struct MessagePlace: Hashable, Sendable {
    let messageID: String
    let sessionID: String

    init(_ messageID: String, in sessionID: String) {
        self.messageID = messageID
        self.sessionID = sessionID
    }
}
