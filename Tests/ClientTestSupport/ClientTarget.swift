import Foundation
package import MartletClient

/// What a client can be of: the suites of clients and of layers run on each.
package enum ClientTarget: String, CaseIterable, Sendable {
    case memory = "martlet://memory"

    /// Calls `body` with a client of an empty server, and closes it afterwards. A cluster is shared:
    /// there only the keys that ``TestClient/key(_:)`` makes are the test's own.
    package func withClient(
        options: RedisOptions = RedisOptions(),
        _ body: (TestClient) async throws -> Void
    ) async throws {
        let client = try Redis.client("martlet://memory?name=\(UUID().uuidString)")
        let test = TestClient(client: client, target: self)
        do {
            try await body(test)
        } catch {
            await client.close()
            throw error
        }
        await client.close()
    }
}

/// A client of a test, with keys of its own.
package struct TestClient: Sendable {
    package let client: any RedisClient
    package let target: ClientTarget
    private let tag = UUID().uuidString

    /// Returns a key that no other test has; all of a test's are in one slot.
    package func key(_ name: String) -> String { "{\(tag)}:\(name)" }

    /// Returns a key that no other test has, in a slot of its own.
    package func spreadKey(_ name: String) -> String { "\(tag):{\(name)-\(tag)}" }
}
