import ConformanceKit
import MartletClient
import StatelessMessages
import Synchronization

/// What the layer of messages takes: on the engine in this process, and on both servers. The documents
/// allow 10 ms to create a message, 5 to append, 15 for a task's update, 20 to load, and 100 until an
/// event is at its subscribers. Each has its median, and as `…99` what 99 of 100 calls keep below.
enum MessageRuns {
    private static let names = ["create", "append", "task", "load", "event"]

    static func measure(
        _ programs: Programs, _ report: Report, calls: Int = 2000, subscribers: Int = 1000
    ) async throws {
        report.begin("messages")
        let memory = try MemoryClient()
        let local = try await figures(of: memory, calls, subscribers)
        await memory.close()
        let martlet = try await figures(ofServer: programs.server, calls, subscribers)
        let peer = try await figures(ofServer: programs.peer, calls, subscribers)
        for (index, name) in names.enumerated() {
            for (kind, figure) in [("", \Times.median), ("99", \Times.p99)] {
                report.add(
                    "messages.local.\(name)\(kind)", unit: "µs",
                    server: local[index][keyPath: figure], peer: nil)
                report.add(
                    "messages.socket.\(name)\(kind)", unit: "µs",
                    server: martlet[index][keyPath: figure], peer: peer[index][keyPath: figure])
            }
        }
    }

    /// How long some calls took, in microseconds.
    private struct Times: Sendable {
        let median: Double
        let p99: Double

        init(_ times: [Duration]) {
            let microseconds = times.map { $0.nanoseconds / 1000 }
            median = microseconds.median
            p99 = microseconds.p99
        }
    }

    private static func figures(
        ofServer program: String, _ calls: Int, _ subscribers: Int
    ) async throws -> [Times] {
        let server = try MeasuredServer(program)
        defer { server.stop() }
        _ = try server.connect()
        let client = try Redis.client("redis://127.0.0.1:\(server.port)")
        let figures = try await figures(of: client, calls, subscribers)
        await client.close()
        return figures
    }

    /// Returns the times to create messages, append to one, update a task, load a message, and bring an
    /// event to all subscribers.
    private static func figures(
        of client: any RedisClient, _ calls: Int, _ subscribers: Int
    ) async throws -> [Times] {
        let manager = MessageManager(client)
        let create = try await times(calls) { number in
            _ = try await manager.getOrCreateMessage("create:\(number)", in: "s")
        }
        let message = try await manager.getOrCreateMessage("m", in: "s")
        let append = try await times(calls) { _ in try await message.appendText("word ") }
        try await message.startTask("t", type: "x")
        let task = try await times(calls) { number in
            let progress = Double(number) / Double(calls)
            try await message.updateTask("t", .processing, progress: progress)
        }
        let load = try await times(calls) { _ in _ = try await manager.message("m") }
        let event = try await eventTimes(manager, calls / 20, subscribers)
        return [create, append, task, load, event]
    }

    private static func times(
        _ calls: Int, _ body: (Int) async throws -> Void
    ) async throws -> Times {
        var times: [Duration] = []
        times.reserveCapacity(calls)
        for number in 0..<calls {
            let start = ContinuousClock.now
            try await body(number)
            times.append(ContinuousClock.now - start)
        }
        return Times(times)
    }

    /// What the subscribers share.
    private final class Marks: Sendable {
        /// When the events were sent, by their sequence.
        let sent = Mutex<[Int: ContinuousClock.Instant]>([:])
        /// How many events have arrived, of all subscribers.
        let ready = Mutex(0)
    }

    /// Returns how long events take until subscribers of one message have them.
    private static func eventTimes(
        _ manager: MessageManager, _ count: Int, _ subscribers: Int
    ) async throws -> Times {
        let message = try await manager.getOrCreateMessage("events", in: "s")
        let events = try manager.subscribe(to: message.id, in: "s")
        let marks = Marks()
        return try await withThrowingTaskGroup(of: [Duration].self) { group in
            for _ in 0..<subscribers {
                group.addTask {
                    var times: [Duration] = []
                    for try await event in events {
                        marks.ready.withLock { $0 += 1 }
                        guard let start = marks.sent.withLock({ $0[event.sequence] }) else {
                            continue
                        }
                        times.append(ContinuousClock.now - start)
                    }
                    return times
                }
            }
            for number in 0...count {
                // Each has the event before.
                while marks.ready.withLock({ $0 }) < subscribers * (number + 1) {
                    await Task.yield()
                }
                // The first shows that all are there.
                if number > 0 { marks.sent.withLock { $0[number + 2] = .now } }
                try await message.appendText("word ")
            }
            try await message.complete()
            return Times(try await group.reduce(into: []) { $0 += $1 })
        }
    }
}
