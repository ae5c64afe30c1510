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
        for (index, name) in ["get", "set", "tasks", "pipeline"].enumerated() {
            report.add(
                "client.memory.\(name)", unit: "ns a command", server: local[index], peer: nil)
            report.add(
                "client.socket.\(name)", unit: "ns a command", server: martlet[index],
                peer: peer[index])
        }
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
