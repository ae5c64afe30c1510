/// What a content is, by the name that it has in Redis.
public enum ContentKind: String, Sendable, CaseIterable {
    case text = "TEXT"
    case image = "IMAGE"
    case audio = "AUDIO"
    case video = "VIDEO"
    case file = "FILE"
    case code = "CODE"
    case markdown = "MARKDOWN"
    case html = "HTML"
    case json = "JSON"
    case thinking = "THINKING"
}
