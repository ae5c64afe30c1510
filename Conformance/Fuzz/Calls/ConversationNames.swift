/// What the clients of a conversation are called.
enum ConversationNames {
    static let all = ["a", "b", "c", "d"]

    /// Returns the word of a call that stands for a client's id.
    static func identity(of name: String) -> [UInt8] { Array("{\(name).id}".utf8) }
}
