import Foundation

/// Composes what a model is given of messages and conversations.
struct MessageParts {
    private(set) var parts: [MessagePart] = []

    /// - Parameter transcription: What is said in the messages' audio; nil if nobody listened.
    init(
        _ messages: [ReadyMessage], transcription: String? = nil,
        conversations: [ConversationTurn] = []
    ) {
        addImages(of: messages)
        if let transcription, !transcription.isEmpty {
            add("These are the user's voice recordings, transcribed:\n\(transcription)")
        }
        addTexts(of: messages)
        addConversations(conversations)
    }

    private mutating func add(_ text: String) {
        parts.append(.text(text))
    }

    private mutating func addImages(of messages: [ReadyMessage]) {
        // Grouped by source, in the order in which the sources first appear.
        var sources: [String] = []
        var groups: [String: [(timestamp: String, image: ImageReference)]] = [:]
        for message in messages {
            for image in message.images {
                let source = image.source ?? "Screenshots"
                if groups[source] == nil { sources.append(source) }
                groups[source, default: []].append((message.timestamp, image.reference))
            }
        }
        guard !sources.isEmpty else { return }
        add("These are screenshots taken from the user's computer:")
        for source in sources {
            add("Screenshots from \(source):")
            for (timestamp, image) in groups[source] ?? [] {
                add("Timestamp: \(timestamp)")
                parts.append(Self.part(of: image))
            }
        }
    }

    private mutating func addTexts(of messages: [ReadyMessage]) {
        let texts = messages.filter { $0.text?.isEmpty == false }
        guard !texts.isEmpty else { return }
        add("These are text messages from the user:")
        for message in texts {
            add("Timestamp: \(message.timestamp) Text:\n\(message.text ?? "")")
        }
    }

    private mutating func addConversations(_ turns: [ConversationTurn]) {
        guard !turns.isEmpty else { return }
        let lines = turns.map { "role: \($0.role); content: \($0.content)" }
        add(
            "This was said between the user and the chat agent meanwhile:\n"
                + lines.joined(separator: "\n"))
    }

    private static func part(of image: ImageReference) -> MessagePart {
        switch image {
        case .cloudFile(let file): return .cloudFile(uri: file.uri)
        case .localFile(let path):
            guard let data = try? Data(contentsOf: URL(filePath: path)) else {
                return .text("[Image at \(path) could not be processed]")
            }
            return .imageData("data:\(mimeType(of: path));base64,\(data.base64EncodedString())")
        case .pending(let placeholder):
            let name = placeholder.filename ?? placeholder.uploadID
            return .text("[Image at \(name) could not be processed]")
        }
    }

    private static func mimeType(of path: String) -> String {
        switch URL(filePath: path).pathExtension.lowercased() {
        case "jpg", "jpeg": "image/jpeg"
        case "gif": "image/gif"
        case "webp": "image/webp"
        default: "image/png"
        }
    }
}
