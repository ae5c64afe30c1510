import ContextCache
import Foundation
import LayerSupport
import UploadStatus

/// What takes over messages and chats where there is no model: a file with a line of JSON for each
/// handover, to which several instances may write.
actor HandoverLog: MemoryAgent {
    private let file: URL
    private let clock: any LayerClock

    /// Makes a log in a file, which is made when it is needed.
    init(_ file: URL, clock: any LayerClock) {
        self.file = file
        self.clock = clock
    }

    /// Writes what a user's messages are.
    func absorb(_ content: AbsorbedContent, for user: String) throws {
        try write([
            "user": .string(user), "time": .float(clock.secondsSince1970),
            "message_count": .integer(content.messages.count),
            "parts": .array(content.parts.map(\.json)),
        ])
    }

    /// Writes what a chat is.
    func write(_ context: ChatContext) throws {
        try write([
            "source": .string(context.source), "user": .optional(context.chat.user),
            "device": .optional(context.chat.device), "agent": .optional(context.chat.agent),
            "created_at": .string(context.createdAt), "messages": .array(context.messages),
        ])
    }

    private func write(_ json: JSONValue) throws {
        if !FileManager.default.fileExists(atPath: file.path) {
            // Another instance may have been faster.
            try? Data().write(to: file, options: .withoutOverwriting)
        }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        // The system finds the end for each write: instances may share a folder.
        guard fcntl(handle.fileDescriptor, F_SETFL, O_APPEND) == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
        try handle.write(contentsOf: Data(JSONWriter.bytes(of: json, isASCII: false) + [10]))
    }
}

extension JSONValue {
    /// Makes a text, or `null`.
    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
