import ClientTestSupport
import MartletClient
import Testing

/// What a client promises beyond single commands: on every server.
@Suite struct RedisClientTests {
    @Test(arguments: ClientTarget.allCases) func anyCommand(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let key = test.key("k")
            try await test.client.send("RPUSH", key, "a", "b", "a")
            let reply = try await test.client.send("LPOS", key, "a", "COUNT", 0)
            #expect(reply == .array([.integer(0), .integer(2)]))
            #expect(try await test.client.send("OBJECT ENCODING", key).text == "quicklist")
        }
    }

    @Test(arguments: ClientTarget.allCases) func errorsHaveCodes(target: ClientTarget) async throws
    {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("k"))
            try await client.set(key, "v")
            let message = "Operation against a key holding the wrong kind of value"
            await #expect(throws: RedisError(code: .wrongType, message: message)) {
                try await client.llen(key)
            }
            await #expect(throws: RedisError.self) { try await client.send("NOSUCHCOMMAND", key) }
            let reply = try await client.reply(to: .lpush(key, "x"))
            #expect(reply.error?.code == .wrongType)
        }
    }

    @Test(arguments: ClientTarget.allCases) func pipelines(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let key = test.key("n")
            let commands = (0..<100).map { RedisCommand.incr(key, by: $0) }
            let replies = try await test.client.replies(to: commands + [.lpush(key, 1)])
            #expect(replies.count == 101)
            #expect(replies[99] == .integer(4950))
            #expect(replies[100].error?.code == .wrongType)
            #expect(try await test.client.replies(to: []) == [])
        }
    }

    @Test(arguments: ClientTarget.allCases) func manyTasks(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("n"))
            try await withThrowingTaskGroup { group in
                for task in 0..<50 {
                    group.addTask {
                        for i in 0..<20 {
                            let own = test.spreadKey("\(task)")
                            try await client.set(own, "\(i)")
                            #expect(try await client.get(own) == "\(i)")
                            try await client.incr(key)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await client.get(key) == "1000")
        }
    }

    @Test(arguments: ClientTarget.allCases)
    func blockingHoldsNobodyUp(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let client = test.client
            let pops = (0..<20).map { number in
                Task { try await client.blpop(test.key("q\(number)"))?.value }
            }
            for number in 0..<20 {
                try await client.rpush(test.key("q\(number)"), "\(number)")
            }
            for (number, pop) in pops.enumerated() {
                #expect(try await pop.value == "\(number)")
            }
        }
    }

    /// Whoever cancels a wait has taken nothing, and the connection serves others.
    @Test(arguments: ClientTarget.allCases)
    func cancellationEndsTheWait(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("q"))
            for _ in 0..<20 {
                let pop = Task { try await client.blpop(key) }
                pop.cancel()
                await #expect(throws: CancellationError.self) { try await pop.value }
            }
            let pop = Task { try await client.blpop(key)?.value }
            try await client.rpush(key, "kept")
            #expect(try await pop.value == "kept")
        }
    }

    @Test(arguments: ClientTarget.allCases)
    func connectionsAreNotChanged(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            for command in ["SELECT 1", "MULTI", "WATCH k", "CLIENT SETNAME x", "QUIT", "RESET"] {
                let words = command.split(separator: " ")
                let error = await redisError {
                    try await test.client.send(
                        RedisCommand(String(words[0]), with: Array(words.dropFirst())))
                }
                #expect(error?.code == .notAllowed)
            }
            for command in ["SUBSCRIBE", "monitor"] {
                let error = await redisError {
                    try await test.client.withSession { try await $0.send(command, "c") }
                }
                #expect(error?.code == .notAllowed)
            }
        }
    }

    @Test(arguments: ClientTarget.allCases)
    func sessionsKeepTheirState(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let key = test.key("k")
            try await test.client.withSession(for: key) { session async throws in
                try await session.send("CLIENT", "SETNAME", "mine")
                #expect(try await session.send("CLIENT", "GETNAME").text == "mine")
                try await session.send("MULTI")
                #expect(try await session.send("SET", key, "v") == .simpleString("QUEUED"))
                try await session.send("EXEC")
            }
            #expect(try await test.client.get(key) == "v")
            try await test.client.withSession(for: key) { session async throws in
                #expect(try await session.send("CLIENT", "GETNAME").text ?? "" != "mine")
            }
        }
    }

    @Test(arguments: ClientTarget.allCases) func whatIsClosedFails(target: ClientTarget)
        async throws
    {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("q"))
            let news = try await client.subscribe(to: [key])
            let reader = Task { try await Array(news).count }
            await client.close()
            await client.close()
            #expect(try await reader.value == 0)
            for operation in [
                { _ = try await client.get(key) }, { _ = try await client.blpop(key) },
                { _ = try await client.transaction([.get(key)]) },
                { _ = try await client.subscribe(to: ["c"]) },
                { try await client.withSession { _ in } },
            ] as [@Sendable () async throws -> Void] {
                let error = await #expect(throws: RedisError.self) { try await operation() }
                #expect(error?.code == .closed)
            }
        }
    }
}

extension Array {
    /// Collects a sequence until it ends.
    init(_ sequence: some AsyncSequence<Element, any Error>) async throws {
        self = []
        for try await element in sequence { append(element) }
    }
}
