import ClientTestSupport
import MartletClient
import Testing

/// A server that is killed and started again, below each layer.
@Suite(.serialized) struct RestartTests {
    /// A client that finds out quickly.
    private static func client(_ server: RestartableServer) throws -> any RedisClient {
        var options = RedisOptions()
        options.backoff = RedisBackoff(initial: .milliseconds(5), limit: .milliseconds(50))
        options.connectTimeout = .milliseconds(500)
        return try Redis.client(server.url, options: options)
    }

    /// With `appendfsync always`, all that was acknowledged is there after a kill and a restart. Martlet
    /// keeps nothing. In neither case is anything done by half or twice, and work goes on.
    @Test(arguments: RestartableServer.Kind.allCases, LayerWork.allCases)
    func killedUnderLoad(kind: RestartableServer.Kind, work: LayerWork) async throws {
        let server = try RestartableServer(kind)
        let client = try Self.client(server)
        let run = LayerRun(work, client)
        let load = LayerLoad(run)
        async let report = load.perform()
        try await load.waitFor(50)
        server.kill()
        load.stop()
        let done = try await report
        // Nobody is told that a step was done that was on its way.
        #expect(done.errors.allSatisfy { $0.code == .connection })

        let error = await redisError { try await run.perform(1_000_000) }
        #expect(error?.isUnavailable == true, "what a service answers 503 to")

        try server.start()
        let reader = try Redis.client(server.url)
        let damage = try await run.damage(done, by: reader)
        #expect(damage.wrong == [])
        switch kind {
        case .durableRedis: #expect(damage.lost == [])
        case .martlet: #expect(damage.lost == done.acknowledged.sorted())
        }

        // The step that failed is done once when it is tried again.
        while await redisError(of: { try await run.perform(1_000_000) }) != nil {}
        #expect(try await run.counts(of: [1_000_000], by: client)[1_000_000] == 1)
        await client.close()
        await reader.close()
    }
}
