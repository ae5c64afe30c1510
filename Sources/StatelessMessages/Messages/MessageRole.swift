/// Whose message it is, by the name that the role has in Redis.
public struct MessageRole: RawRepresentable, Hashable, Sendable {
    /// The name, in capitals.
    public let rawValue: String

    /// Makes a role of its name.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A human's.
    public static let user = MessageRole(rawValue: "USER")
    /// The model's.
    public static let assistant = MessageRole(rawValue: "ASSISTANT")
    /// The program's.
    public static let system = MessageRole(rawValue: "SYSTEM")
    /// That of something that the model uses.
    public static let tool = MessageRole(rawValue: "TOOL")

    /// The roles that have names here; programs may have others.
    public static let known: [MessageRole] = [.user, .assistant, .system, .tool]
}
