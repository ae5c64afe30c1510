import Martlet
import Testing

@Suite struct CommandRunnerBlockingTests {
    private static func start(_ listens: Bool, _ clock: ManualClock? = nil) throws -> Martlet {
        let configuration: Martlet.Configuration = listens ? .init() : .inProcess
        return try Martlet.start(clock.map { configuration.with(clock: $0) } ?? configuration)
    }

    @Test(arguments: [false, true]) func whatIsThereIsTaken(listens: Bool) async throws {
        let server = try Self.start(listens)
        try server.execute("RPUSH", "q", "a", "b", "c")
        let first = try #require(await server.blpop("none", "q"))
        #expect(first == ("q", "a"))
        let last = try #require(await server.brpop("q", timeout: .seconds(1)))
        #expect(last == ("q", "c"))
        #expect(try await server.blmove("q", .left, to: "p", .right) == "b")
        #expect(try server.execute("LRANGE", "p", "0", "-1").elements?.compactMap(\.text) == ["b"])
    }

    @Test(arguments: [false, true]) func pushServesWhoCameFirst(listens: Bool) async throws {
        let server = try Self.start(listens)
        let session = try server.connect()
        let first = Task { try await server.blpop("q")?.value }
        await server.waitForBlocked(1)
        let second = Task { try await server.blpop("q")?.value }
        await server.waitForBlocked(2)
        // Neither keeps the session's other commands waiting.
        try server.set("k", "v")
        try session.execute("RPUSH", "q", "a", "b", "c")
        #expect(try await first.value == "a")
        #expect(try await second.value == "b")
        #expect(try server.execute("LLEN", "q") == .integer(1))
        #expect(try server.blockedCount == 0)
        await server.waitForClients(2)
    }

    @Test(arguments: [false, true]) func clockEndsTheWait(listens: Bool) async throws {
        let clock = ManualClock()
        let server = try Self.start(listens, clock)
        let task = Task { try await server.blpop("q", timeout: .seconds(5)) }
        await server.waitForBlocked(1)
        clock.advance(by: .milliseconds(4_999))
        #expect(try server.blockedCount == 1)
        clock.advance(by: .milliseconds(1))
        #expect(try await task.value == nil)
    }

    @Test(arguments: [false, true]) func timePassesByItself(listens: Bool) async throws {
        let server = try Self.start(listens)
        #expect(try await server.blpop("q", timeout: .milliseconds(3)) == nil)
        let moved = try await server.blmove("q", .left, to: "p", .left, timeout: .nanoseconds(1))
        #expect(moved == nil)
        #expect(try await server.brpop("q", timeout: .zero) == nil)
    }

    @Test(arguments: [false, true]) func cancelledTaskTakesNothing(listens: Bool) async throws {
        let server = try Self.start(listens)
        let task = Task { try await server.blpop("q") }
        await server.waitForBlocked(1)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        try server.execute("RPUSH", "q", "a")
        #expect(try server.execute("LLEN", "q") == .integer(1))
        let late = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await server.blpop("q")
        }
        late.cancel()
        await #expect(throws: CancellationError.self) { try await late.value }
        #expect(try server.execute("LLEN", "q") == .integer(1))
    }

    @Test(arguments: [false, true]) func closedSessionEndsItsWaits(listens: Bool) async throws {
        let server = try Self.start(listens)
        let session = try server.connect()
        let task = Task { try await session.blpop("q") }
        await server.waitForBlocked(1)
        session.close()
        let error = await #expect(throws: MartletError.self) { try await task.value }
        #expect(error?.code == .closed)
        try server.execute("RPUSH", "q", "a")
        #expect(try server.execute("LLEN", "q") == .integer(1))
    }

    @Test(arguments: [false, true]) func stoppedServerEndsAllWaits(listens: Bool) async throws {
        let server = try Self.start(listens)
        let tasks = (0..<3).map { _ in Task { try await server.blpop("q") } }
        await server.waitForBlocked(3)
        server.stop()
        for task in tasks {
            let error = await #expect(throws: MartletError.self) { try await task.value }
            #expect(error?.code == .stopped)
        }
    }

    @Test(arguments: [false, true]) func unblockedCallerIsTold(listens: Bool) async throws {
        let server = try Self.start(listens)
        try server.execute("CLIENT", "SETNAME", "worker")
        let task = Task { try await server.executeBlocking("BLMPOP", "0", "1", "q", "LEFT") }
        await server.waitForBlocked(1)
        let line = try server.blockedLines.first ?? ""
        #expect(line.contains(" name=worker ") && line.contains(" cmd=blmpop "))
        let id = line.split(separator: " ").first?.dropFirst(3) ?? ""
        #expect(try server.execute("CLIENT", "UNBLOCK", String(id), "ERROR") == .integer(1))
        let error = await #expect(throws: MartletError.self) { try await task.value }
        #expect(error?.description == "UNBLOCKED client unblocked via CLIENT UNBLOCK")
        let other = Task { try await server.executeBlocking("BRPOP", "q", "0") }
        await server.waitForBlocked(1)
        let next = try server.blockedLines.first?.split(separator: " ").first?.dropFirst(3) ?? ""
        try server.execute("CLIENT", "KILL", "ID", String(next))
        let closed = await #expect(throws: MartletError.self) { try await other.value }
        #expect(closed?.code == .closed)
    }

    @Test func databaseIsTheSessions() async throws {
        let server = try Martlet.start(.inProcess)
        let session = try server.connect()
        try session.execute("SELECT", "3")
        let task = Task { try await session.blpop("q")?.value }
        await server.waitForBlocked(1)
        try server.execute("RPUSH", "q", "in 0")
        #expect(try server.blockedCount == 1)
        try session.execute("RPUSH", "q", "in 3")
        #expect(try await task.value == "in 3")
    }

    /// Where nothing can wait, the reply is that of a wait that is over.
    @Test func plainCallsDoNotWait() throws {
        let server = try Martlet.start(.inProcess)
        #expect(try server.execute("BLPOP", "q", "0") == .nullArray)
        #expect(try server.execute("BLMOVE", "q", "p", "LEFT", "LEFT", "0") == .null)
        #expect(try server.reply(to: "BLPOP", "q", "x").errorText != nil)
        try server.execute("RPUSH", "q", "a")
        #expect(try server.execute("BLPOP", "q", "0").elements?.compactMap(\.text) == ["q", "a"])
    }

    @Test(arguments: [2, 3]) func sortedSetsServe(version: Int) async throws {
        let server = try Martlet.start(.inProcess)
        try server.execute("HELLO", String(version))
        let task = Task { try await server.bzpopmin("none", "z") }
        await server.waitForBlocked(1)
        try server.execute("ZADD", "z", "1.5", "a", "2", "b", "inf", "c")
        let least = try #require(await task.value)
        #expect(least == ("z", "a", 1.5))
        let greatest = try #require(await server.bzpopmax("z", timeout: .seconds(1)))
        #expect(greatest == ("z", "c", .infinity))
        #expect(try await server.bzpopmax("none", timeout: .zero) == nil)
    }

    @Test func errorsAreThrown() async throws {
        let server = try Martlet.start(.inProcess)
        try server.set("k", "v")
        let error = await #expect(throws: MartletError.self) { try await server.blpop("k") }
        #expect(error?.code == .wrongType)
    }

    @Test func socketsAndTheProgramServeEachOther() async throws {
        let server = try Martlet.start()
        let client = try SocketClient(port: #require(server.port))
        client.send("BLPOP q 0\r\n")
        await server.waitForBlocked(1)
        try server.execute("RPUSH", "q", "a")
        #expect(client.receive(count: 18) == "*2\r\n$1\r\nq\r\n$1\r\na\r\n")
        let task = Task { try await server.blpop("q")?.value }
        await server.waitForBlocked(1)
        #expect(client.request("RPUSH q b\r\n", count: 4) == ":1\r\n")
        #expect(try await task.value == "b")
    }

    @Test func clockEndsTheWaitOfASocket() async throws {
        let clock = ManualClock()
        let server = try Martlet.start(.init().with(clock: clock))
        let client = try SocketClient(port: #require(server.port))
        client.send("BLPOP q 100\r\nPING\r\n")
        await server.waitForBlocked(1)
        clock.advance(by: .seconds(100))
        #expect(client.receive(count: 12) == "*-1\r\n+PONG\r\n")
    }
}

extension Martlet {
    /// The lines of CLIENT LIST about clients that wait.
    fileprivate var blockedLines: [String] {
        get throws {
            let list = try execute("CLIENT", "LIST").text ?? ""
            return list.split(separator: "\n").filter { $0.contains(" flags=b ") }.map(String.init)
        }
    }

    fileprivate var blockedCount: Int {
        get throws { try blockedLines.count }
    }

    /// Lets other tasks run until so many clients wait.
    func waitForBlocked(_ count: Int) async {
        while (try? blockedCount) != count { await Task.yield() }
    }

    /// Lets other tasks run until there are so many clients.
    fileprivate func waitForClients(_ count: Int) async {
        while true {
            let lines = (try? execute("CLIENT", "LIST").text)?.split(separator: "\n").count
            if lines == count { return }
            await Task.yield()
        }
    }
}
