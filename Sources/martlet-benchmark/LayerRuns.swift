import ConformanceKit
import ContextCache
import LayerSupport
import MartletClient
import PetState
import UploadStatus

/// What the other layers' calls cost (`MessageRuns` has the messages): on the engine in this process, and on both servers.
enum LayerRuns {
    /// A call of a layer that is done many times.
    private struct Call {
        let name: String
        let count: Int
        let body: @Sendable (Layers, Int) async throws -> Void
    }

    /// The layers on one client.
    private struct Layers: Sendable {
        let statuses: UploadStatusStore
        let locks: UserLocks
        let messages: MessageStore
        let chats: ChatBuffer
        let completions: CompletionCache
        let pets: RedisStorage
        let adapter: LifeAdapter

        init(_ client: any RedisClient) {
            statuses = UploadStatusStore(client)
            locks = UserLocks(client)
            messages = MessageStore(client)
            let cache = ContextCache(client)
            chats = ChatBuffer(cache, options: ChatBuffer.Options(size: .max)) { _ in }
            completions = CompletionCache(cache)
            pets = RedisStorage(client)
            adapter = LifeAdapter(.redis(client))
        }
    }

    // A name has few letters, as the report has a column for it: `code` are completions, `pet.each` and
    // `pet.once` a day of ticks flushed each and at the end, `pet.day` the catch-up with one.
    private static let calls = [
        Call(name: "upload.set", count: 2000) { layers, number in
            try await layers.statuses.setUploadStatus("\(number)", .pending, filename: "a.png")
        },
        Call(name: "upload.get", count: 2000) { layers, number in
            _ = try await layers.statuses.uploadStatus("\(number)")
        },
        Call(name: "user.lock", count: 1000) { layers, number in
            let token = try await layers.locks.acquireUserLock("\(number)")
            try await layers.locks.releaseUserLock("\(number)", token: token ?? "")
        },
        // Soon there are more than a hundred, so that each trims.
        Call(name: "user.add", count: 2000) { layers, number in
            let message = StoredMessage(timestamp: "2025-10-15T08:30:00", text: "hello")
            try await layers.messages.addMessage(message, for: "\(number % 10)")
        },
        Call(name: "chat.push", count: 2000) { layers, number in
            try await layers.chats.push("user", "hello", to: ChatID(user: "\(number % 10)"))
        },
        Call(name: "code.put", count: 1000) { layers, number in
            try await layers.completions.put("\(number % 100)", ["return n"])
        },
        Call(name: "code.get", count: 1000) { layers, number in
            _ = try await layers.completions.get("\(number % 100)")
        },
        Call(name: "pet.feed", count: 500) { layers, number in
            _ = try await layers.adapter.interact("\(number % 10)", .feed)
        },
    ]

    /// - Parameter share: How many times less than usual is done.
    static func measure(_ programs: Programs, _ report: Report, share: Int = 1) async throws {
        report.begin("layers")
        let memory = try MemoryClient()
        let local = try await figures(of: memory, share)
        await memory.close()
        let martlet = try await figures(ofServer: programs.server, share)
        let peer = try await figures(ofServer: programs.peer, share)
        for (name, time) in local.sorted(by: { $0.key < $1.key }) {
            report.add("layers.memory.\(name)", unit: "µs", server: time, peer: nil)
            guard let own = martlet[name], let other = peer[name] else { continue }
            report.add("layers.socket.\(name)", unit: "µs", server: own, peer: other)
            report.add(
                "layers.gain.\(name)", unit: "socket to memory", server: own / time, peer: nil)
        }
        for (name, all) in [("memory", local), ("martlet", martlet), ("redis", peer)] {
            guard let each = all["pet.each"], let once = all["pet.once"]
            else { continue }
            report.add(
                "layers.deferred.\(name)", unit: "times faster", server: each / once, peer: nil)
        }
    }

    private static func figures(ofServer program: String, _ share: Int) async throws -> [String:
        Double]
    {
        let server = try MeasuredServer(program)
        defer { server.stop() }
        _ = try server.connect()
        let client = try Redis.client("redis://127.0.0.1:\(server.port)")
        let figures = try await figures(of: client, share)
        await client.close()
        return figures
    }

    /// Returns how many microseconds each takes: the mean of many calls, the median of three times.
    private static func figures(
        of client: any RedisClient, _ share: Int
    ) async throws -> [String: Double] {
        let layers = Layers(client)
        var figures: [String: Double] = [:]
        for call in calls {
            let count = call.count / share
            figures[call.name] =
                try await median {
                    for number in 0..<count { try await call.body(layers, number) }
                } / Double(count)
        }
        for (name, flushesEach) in [("pet.once", false), ("pet.each", true)] {
            figures[name] = try await median {
                let life = try Life(
                    device: "pet", storage: layers.pets, autoFlush: flushesEach)
                try await life.start()
                for _ in 0..<1440 / share { try await life.tick() }
                try await life.stop()
            }
        }
        figures["pet.day"] = try await median {
            let past = ManualLayerClock(secondsSince1970: 1_700_000_000)
            _ = try await LifeAdapter(.redis(client), clock: past).reset("late")
            past.advance(by: .seconds(86_400))
            _ = try await LifeAdapter(.redis(client), clock: past).catchUp("late")
        }
        return figures
    }

    private static func median(_ body: () async throws -> Void) async throws -> Double {
        var times: [Double] = []
        for _ in 0..<3 {
            let start = ContinuousClock.now
            try await body()
            times.append((ContinuousClock.now - start) / .microseconds(1))
        }
        return times.median
    }
}
