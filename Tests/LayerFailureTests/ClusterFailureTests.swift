import ClientTestSupport
import MartletClient
import Testing

/// Masters of a cluster that hand over, or are killed, below all layers at once.
@Suite(.serialized) struct ClusterFailureTests {
    /// `CLUSTER FAILOVER` loses nothing that was acknowledged.
    @Test func failover() async throws {
        let cluster = try await ClusterFixture.start()
        let client = try Redis.client(cluster.url)
        let results = try await Self.load(client) { _ in
            for replica in cluster.ports[3...] {
                try cluster.ask(replica, "CLUSTER", "FAILOVER")
                try await cluster.untilMaster(replica)
            }
        }
        for (run, done) in results {
            #expect(try await run.damage(done, by: client) == LoadDamage(lost: [], wrong: []))
            #expect(done.acknowledged.count > 50)
        }
        await client.close()
        cluster.stop()
    }

    /// A killed master loses nothing that a write concern had confirmed.
    @Test func killedMaster() async throws {
        let cluster = try await ClusterFixture.start()
        let client = try Redis.client("\(cluster.url)?wait=1&wait-timeout=1000")
        let results = try await Self.load(client) { _ in
            try cluster.kill(port: cluster.ports[0])
            try await cluster.untilMaster(cluster.ports[3])
        }
        // It has no write concern: the master that is left has no replica any more.
        let reader = try Redis.client(cluster.url)
        for (run, done) in results {
            #expect(try await run.damage(done, by: reader) == LoadDamage(lost: [], wrong: []))
        }
        await client.close()
        await reader.close()
        cluster.stop()
    }

    /// A master whose replica gets nothing of it acknowledges what is lost with it, and the test counts
    /// that. With a write concern it acknowledges nothing of the kind.
    @Test(arguments: [0, 1]) func replicaIsCutOff(replicas: Int) async throws {
        let cluster = try await ClusterFixture.start()
        let client = try Redis.client("\(cluster.url)?wait=\(replicas)&wait-timeout=100")
        let results = try await Self.load(client) { loads in
            try await cluster.cutOffReplica(of: cluster.ports[0])
            for load in loads where replicas == 0 {
                let next = load.next
                try await load.wait { $0.acknowledged.contains { $0 > next + 20 } }
            }
            // Some of the statuses are in its slots, whichever those are.
            try await loads[0].wait { report in
                replicas == 0 || report.errors.contains { $0.code == .notReplicated }
            }
            try cluster.kill(port: cluster.ports[0])
            try await cluster.untilMaster(cluster.ports[3])
        }
        let reader = try Redis.client(cluster.url)
        var lost = 0
        for (run, done) in results {
            let damage = try await run.damage(done, by: reader)
            #expect(damage.wrong == [])
            lost += damage.lost.count
            print(
                "a replica cut off, its master killed, WAIT \(replicas): \(run.work.rawValue)",
                "lost \(damage.lost.count) of \(done.acknowledged.count) acknowledged steps")
        }
        #expect(replicas > 0 ? lost == 0 : lost > 0)
        await client.close()
        await reader.close()
        cluster.stop()
    }

    /// Lets each layer work while something happens; returns what came of it.
    private static func load(
        _ client: any RedisClient, during body: ([LayerLoad]) async throws -> Void
    ) async throws -> [(LayerRun, LoadReport)] {
        let loads = LayerWork.allCases.map { work in
            let run = LayerRun(work, client)
            return (run: run, load: LayerLoad(run))
        }
        let running = loads.map { pair in Task { try await pair.load.perform() } }
        for pair in loads { try await pair.load.waitFor(50) }
        try await body(loads.map(\.load))
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
