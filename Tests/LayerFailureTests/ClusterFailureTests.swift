import ClientTestSupport
import MartletClient
import Testing

/// Masters of a cluster that hand over, or are killed, below all layers at once.
@Suite(.serialized) struct ClusterFailureTests {
    /// `CLUSTER FAILOVER` loses nothing that was acknowledged.
    @Test func failover() async throws {
        let cluster = try await ClusterFixture.start()
        let client = try Redis.client(cluster.url)
        let results = try await Self.load(client) {
            for replica in cluster.ports[3...] {
                try cluster.ask(replica, "CLUSTER", "FAILOVER")
                try await cluster.until("the replica took over", replica, "ROLE") {
                    $0.contains("master")
                }
            }
        }
        for (run, done) in results {
            #expect(try await run.damage(done, by: client) == LoadDamage(lost: [], wrong: []))
            #expect(done.acknowledged.count > 50)
        }
        await client.close()
        cluster.stop()
    }

    /// A killed master loses nothing that a write concern had confirmed. Without one, what is lost is
    /// counted: nothing is promised of it.
    @Test(arguments: [1, 0]) func killedMaster(replicas: Int) async throws {
        let cluster = try await ClusterFixture.start()
        let client = try Redis.client(
            "\(cluster.url)?wait=\(replicas)&wait-timeout=1000")
        let results = try await Self.load(client) {
            try cluster.kill(port: cluster.ports[0])
            try await cluster.until("the replica took over", cluster.ports[3], "ROLE") {
                $0.contains("master")
            }
        }
        // It has no write concern: the master that is left has no replica any more.
        let reader = try Redis.client(cluster.url)
        for (run, done) in results {
            let damage = try await run.damage(done, by: reader)
            #expect(damage.wrong == [])
            if replicas > 0 {
                #expect(damage.lost == [])
            } else {
                print(
                    "a killed master, no write concern: \(run.work.rawValue) lost",
                    "\(damage.lost.count) of \(done.acknowledged.count) acknowledged steps")
            }
        }
        await client.close()
        await reader.close()
        cluster.stop()
    }

    /// Lets each layer work while something happens; returns what came of it.
    private static func load(
        _ client: any RedisClient, during body: () async throws -> Void
    ) async throws -> [(LayerRun, LoadReport)] {
        let loads = LayerWork.allCases.map { work in
            let run = LayerRun(work, client)
            return (run: run, load: LayerLoad(run))
        }
        let running = loads.map { pair in Task { try await pair.load.perform() } }
        for pair in loads { try await pair.load.waitFor(50) }
        try await body()
        // Those whose master is left without a replica may get no more confirmed.
        if let first = loads.first { try await first.load.waitFor(1) }
        for pair in loads { pair.load.stop() }
        var results: [(LayerRun, LoadReport)] = []
        for (pair, task) in zip(loads, running) {
            results.append((pair.run, try await task.value))
        }
        return results
    }
}
