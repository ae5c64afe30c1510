import ConformanceKit
import Synchronization

/// The clients that a run has at the moment, as the server numbers them.
final class ConnectedClients: Sendable {
    private let identifiers = Mutex<[Int: String]>([:])

    /// Notes the number that a client has on its new line.
    func set(_ identifier: String, for client: Int) {
        identifiers.withLock { $0[client] = identifier }
    }

    func remove(_ client: Int) {
        identifiers.withLock { $0[client] = nil }
    }

    /// Returns the number of one of the clients.
    func any(using random: inout SeededRandom) -> String? {
        let all = identifiers.withLock { $0 }
        return all.sorted { $0.key < $1.key }.randomElement(using: &random)?.value
    }
}
