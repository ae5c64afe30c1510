import ConformanceKit
import MartletClient

/// What commands cost through a client: of the engine in this process, and of both servers.
enum ClientRuns {
    /// How many tasks use one client at once.
    private static let tasks = 50

    static func measure(
        _ programs: Programs, _ report: Report, calls: Int = 20_000
    ) async throws {
        report.begin("client")
        let memory = try MemoryClient()
        let local = try await figures(of: memory, calls: calls * 10)
        await memory.close()
        let martlet = try await figures(ofServer: programs.server, calls: calls)
        let peer = try await figures(ofServer: programs.peer, calls: calls)
        try await measureWriteConcern(programs, report, calls: calls / 10)
        for (index, name) in ["get", "set", "tasks", "pipeline"].enumerated() {
            report.add(
                "client.memory.\(name)", unit: "ns a command", server: local[index], peer: nil)
            report.add(
                "client.socket.\(name)", unit: "ns a command", server: martlet[index],
                peer: peer[index])
        }
    }

    /// Measures what it costs that a write waits for a replica: of redis-server, as Martlet has none.
    private static func measureWriteConcern(
        _ programs: Programs, _ report: Report, calls: Int
    ) async throws {
        let (server, replica) = (
            try MeasuredServer(programs.peer), try MeasuredServer(programs.peer)
        )
        defer {
            server.stop()
            replica.stop()
        }
        _ = (try server.connect(), try replica.connect())
        let follower = try Redis.client("redis://127.0.0.1:\(replica.port)")
        let url = "redis://127.0.0.1:\(server.port)"
        let (plain, confirmed) = (try Redis.client(url), try Redis.client(url + "?wait=1"))
        try await plain.send("CONFIG SET", "repl-diskless-sync-delay", 0)
        try await follower.send("REPLICAOF", "127.0.0.1", server.port)
        while try await follower.info("replication")["master_link_status"] != "up" {
            try await Task.sleep(for: .milliseconds(10))
        }
        var times: [Double] = []
        for client in [confirmed, plain] {
            times.append(
                try await nanoseconds(calls) {
                    for _ in 0..<calls { try await client.set("key:1", "abc") }
                })
            await client.close()
        }
        await follower.close()
        report.add(
            "client.wait.set", unit: "ns with WAIT 1 / without", server: times[0], peer: times[1])
    }

    private static func figures(ofServer program: String, calls: Int) async throws -> [Double] {
        let server = try MeasuredServer(program)
        defer { server.stop() }
        _ = try server.connect()
        let client = try Redis.client("redis://127.0.0.1:\(server.port)")
        let figures = try await figures(of: client, calls: calls)
        await client.close()
        return figures
    }

    /// Returns the nanoseconds of GET and of SET one after the other, of GET by many tasks, and of GET
    /// in pipelines of a hundred.
    private static func figures(of client: any RedisClient, calls: Int) async throws -> [Double] {
        try await client.set("key:1", "abc")
        let get = try await nanoseconds(calls) {
            for _ in 0..<calls { _ = try await client.get("key:1") }
        }
        let set = try await nanoseconds(calls) {
            for _ in 0..<calls { try await client.set("key:1", "abc") }
        }
        let tasks = try await nanoseconds(calls) {
            try await withThrowingTaskGroup { group in
                for _ in 0..<Self.tasks {
                    group.addTask {
                        for _ in 0..<calls / Self.tasks { _ = try await client.get("key:1") }
                    }
                }
                try await group.waitForAll()
            }
        }
        let batch = [RedisCommand](repeating: .get("key:1"), count: 100)
        let pipeline = try await nanoseconds(calls) {
            for _ in 0..<calls / 100 { _ = try await client.replies(to: batch) }
        }
        return [get, set, tasks, pipeline]
    }

    /// Returns how long each of `count` commands takes that `body` runs: the median of five times.
    private static func nanoseconds(
        _ count: Int, _ body: () async throws -> Void
    ) async throws -> Double {
        var times: [Double] = []
        for _ in 0..<5 {
            let start = ContinuousClock.now
            try await body()
            times.append((ContinuousClock.now - start).nanoseconds / Double(count))
        }
        return times.median
    }
}
