import ClientTestSupport
import Foundation
import LayerSupport
import MartletClient
import StatelessMessages

/// Returns a name that no other test has: a cluster is shared.
func unique(_ name: String) -> String { "\(name)-\(UUID().uuidString)" }

/// An instance of a service with a session of a test's own. Its clock stands still unless the test moves
/// it.
struct Instance: Sendable {
    let clock: ManualLayerClock
    let manager: MessageManager
    let session: String
    let client: any RedisClient

    init(
        _ client: any RedisClient, session: String = unique("s"),
        options: MessageOptions = MessageOptions(), clock: ManualLayerClock = ManualLayerClock()
    ) {
        self.client = client
        self.clock = clock
        self.session = session
        manager = MessageManager(client, options: options, clock: clock)
    }

    /// Another instance with the same session.
    func another(_ options: MessageOptions = MessageOptions()) -> Instance {
        Instance(client, session: session, options: options, clock: clock)
    }

    /// Returns the id of a message. In a cluster, which is shared, no other test has it.
    func own(_ id: String) -> String {
        client.isClustered && !id.hasSuffix(session) ? "\(id)@\(session)" : id
    }

    /// The key of a message's hash.
    func key(_ id: String) -> String { manager.keys.message(own(id), in: session) }

    /// The key of a message's stream.
    func streamKey(_ id: String) -> String { manager.keys.stream(own(id), in: session) }

    /// Loads a message of the session, or makes it.
    func message(_ id: String, role: MessageRole = .assistant) async throws -> Message {
        try await manager.getOrCreateMessage(own(id), in: session, role: role)
    }

    /// Loads a message by its id alone.
    func loaded(_ id: String) async throws -> Message? { try await manager.message(own(id)) }

    /// The fields of a message's hash.
    func fields(_ id: String) async throws -> [String: String] {
        try await client.hgetAll(key(id))
    }

    /// The events of a message's stream.
    func entries(_ id: String) async throws -> [RedisStreamEntry] {
        try await client.xrange(streamKey(id))
    }

    /// The types of a message's events.
    func types(_ id: String) async throws -> [String] {
        try await entries(id).compactMap { $0["event_type"] }
    }

    /// All events of a message, once it is complete or gone.
    func events(_ id: String, after last: String = "0") async throws -> [StreamEvent] {
        try await manager.subscribe(to: own(id), in: session, after: last)
            .reduce(into: []) { $0.append($1) }
    }
}

extension ClientTarget {
    /// Calls `body` with an instance of an empty server.
    func withInstance(
        options: MessageOptions = MessageOptions(), _ body: (Instance) async throws -> Void
    ) async throws {
        try await withClient { test async throws in
            try await body(Instance(test.client, options: options))
        }
    }
}

/// Returns the code of the error that an operation throws.
func code<Result>(of operation: () async throws -> Result) async -> MessagesError.Code? {
    do {
        _ = try await operation()
        return nil
    } catch {
        return (error as? MessagesError)?.code
    }
}
