import MartletEngine
import MartletServer

extension Martlet.Session {
    /// Waits until the server sent something unasked, and takes it. Returns nil when the session was
    /// closed or the server stopped, and nothing when the task is cancelled.
    package func nextMessages() async -> [RESPValue]? {
        guard let client else { return nil }
        while true {
            var messages: [RESPValue] = []
            switch server.engine.takeMessages(for: client, { messages = RESPValue.all(in: $0) }) {
            case .messages: return messages
            case .closed, .stopped: return nil
            case .nothing: await server.engine.waitForMessage(for: client)
            }
            guard !Task.isCancelled else { return [] }
        }
    }
}
