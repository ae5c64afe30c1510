/// Whose chat it is: of a user, on a device, with an agent. Each may be missing.
public struct ChatID: Hashable, Sendable {
    /// The user; nil if unknown.
    public let user: String?
    /// The device; nil if unknown.
    public let device: String?
    /// The agent; nil if unknown.
    public let agent: String?

    /// Makes an id. An empty text is a missing one.
    public init(user: String? = nil, device: String? = nil, agent: String? = nil) {
        self.user = user?.isEmpty == true ? nil : user
        self.device = device?.isEmpty == true ? nil : device
        self.agent = agent?.isEmpty == true ? nil : agent
    }

    /// The three ids with colons between them; `_` stands for a missing one. What would be mistaken
    /// for something else is written as a percent sign and two digits, so that no two chats have one
    /// text. Other ids are as they are.
    public var text: String {
        [user, device, agent].map { $0.map(Self.escaped) ?? "_" }.joined(separator: ":")
    }

    /// Reads ``text``; nil if it is none.
    public init?(text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts.contains("") else { return nil }
        let ids = parts.map { $0 == "_" ? nil : Self.unescaped($0) }
        self.init(user: ids[0], device: ids[1], agent: ids[2])
        guard self.text == text else { return nil }
    }

    private static func escaped(_ id: String) -> String {
        if id == "_" { return "%5F" }
        var text = ""
        for scalar in id.unicodeScalars {
            switch scalar {
            case ":": text += "%3A"
            case "%": text += "%25"
            case "{": text += "%7B"
            case "}": text += "%7D"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static func unescaped(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
