import ClientTestSupport
import ContextCache
import Foundation
import LayerSupport
import MartletClient

/// What a cache can be of: the servers that clients are tested on, and the engine of this process
/// that stands in for a server that is away.
enum CacheTarget: Sendable, CustomStringConvertible, CaseIterable {
    case server(ClientTarget)
    case fallback

    static let allCases = ClientTarget.allCases.map { CacheTarget.server($0) } + [.fallback]

    var description: String {
        switch self {
        case .server(let target): target.rawValue
        case .fallback: "fallback"
        }
    }

    /// Calls `body` with a cache that has a prefix of its own.
    func withCache(
        clock: any LayerClock = ManualLayerClock(),
        _ body: (ContextCache, FlakyClient) async throws -> Void
    ) async throws {
        let server: ClientTarget
        switch self {
        case .server(let target): server = target
        case .fallback: server = .memory
        }
        try await server.withClient { test async throws in
            let client = FlakyClient(test.client)
            if case .fallback = self { client.become(.away) }
            var options = CacheStore.Options()
            options.clock = clock
            let cache = ContextCache(client, prefix: "\(UUID()):", options: options)
            try await body(cache, client)
        }
    }
}
