import ConformanceKit
import Foundation
package import MartletClient

/// What a client can be of: the suites of clients and of layers run on each.
package enum ClientTarget: String, CaseIterable, Sendable {
    case memory = "martlet://memory"
    case martlet = "Martlet over TCP"
    case martletSocket = "Martlet over a Unix socket"
    case redis = "redis-server"
    case redisRESP2 = "redis-server in RESP2"
    case cluster = "Redis Cluster"

    /// Those that a server can be stopped and started of, at the same port.
    package static let restartable: [ClientTarget] = [.martlet, .redis]

    /// Calls `body` with a client of an empty server, and closes it afterwards. A cluster is shared:
    /// there only the keys that ``TestClient/key(_:)`` makes are the test's own.
    package func withClient(
        options: RedisOptions = RedisOptions(),
        _ body: (TestClient) async throws -> Void
    ) async throws {
        guard let places else { return try await withServer(options, body) }
        await places.take()
        do {
            try await withServer(options, body)
        } catch {
            await places.giveBack()
            throw error
        }
        await places.giveBack()
    }

    /// Where a test waits that needs a server of its own.
    private var places: ServerPlaces? {
        switch self {
        case .memory, .cluster: nil
        case .martlet, .martletSocket: .embedded
        case .redis, .redisRESP2: .processes
        }
    }

    private func withServer(
        _ options: RedisOptions, _ body: (TestClient) async throws -> Void
    ) async throws {
        let (url, server) = try await start()
        let client = try Redis.client(url, options: options)
        do {
            try await body(TestClient(client: client, target: self, url: url))
        } catch {
            await client.close()
            throw error
        }
        await client.close()
        withExtendedLifetime(server) {}
    }

    /// Starts a server; returns its URL, and what it ends with.
    package func start() async throws -> (url: String, server: AnyObject?) {
        switch self {
        case .memory: return ("martlet://memory?name=\(UUID().uuidString)", nil)
        case .martlet:
            let server = try Martlet.start()
            return (server.url ?? "", server)
        case .martletSocket:
            let path = NSTemporaryDirectory() + "/martlet-\(UUID().uuidString.prefix(8)).sock"
            let server = try Martlet.start(.unixSocket(path))
            return (server.url ?? "", server)
        case .redis, .redisRESP2:
            let server = try ServerProcess(
                program: try Self.redisServer(), variant: ServerVariant())
            let version = self == .redisRESP2 ? "?protocol=2" : ""
            return ("redis://127.0.0.1:\(server.address.port)\(version)", server)
        case .cluster:
            let cluster = try await ClusterFixture.shared()
            return (cluster.url, cluster)
        }
    }

    /// The path of the real server.
    package static func redisServer() throws -> String {
        guard let path = ServerProcess.find("redis-server") else { throw MissingProgram() }
        return path
    }

    private struct MissingProgram: Error, CustomStringConvertible {
        var description: String { "there is no redis-server in PATH, which these tests run on" }
    }
}

/// A client of a test, with keys of its own.
package struct TestClient: Sendable {
    package let client: any RedisClient
    package let target: ClientTarget
    package let url: String
    private let tag = UUID().uuidString

    /// Returns a key that no other test has; all of a test's are in one slot.
    package func key(_ name: String) -> String { "{\(tag)}:\(name)" }

    /// Returns a key that no other test has, in a slot of its own.
    package func spreadKey(_ name: String) -> String { "\(tag):{\(name)-\(tag)}" }
}
