import ClientTestSupport
import ConformanceKit
import Foundation
import Testing

@testable import MartletClient

/// What can go wrong between a client and its server.
@Suite struct SocketTests {
    private static func quick() -> RedisOptions {
        var options = RedisOptions()
        options.backoff = RedisBackoff(initial: .milliseconds(1), limit: .milliseconds(20))
        return options
    }

    @Test func aServerComesBack() async throws {
        let first = try Martlet.start()
        let port = try #require(first.port)
        let client = try Redis.client("redis://127.0.0.1:\(port)", options: Self.quick())
        try await client.set("k", "old")
        let news = try await client.subscribe(to: ["c"])
        first.stop()
        let second = try Martlet.start(.port(port))
        // What was on its way when the server went may fail, and says that it may have run.
        var error = await redisError { try await client.set("k", "new") }
        #expect(error?.mayHaveRun ?? true)
        error = await redisError { try await client.set("k", "new") }
        #expect(error == nil)
        #expect(try second.get("k") == "new")
        var events = news.makeAsyncIterator()
        #expect(try await events.next() == .gap)
        // Subscribed again once someone gets the message.
        while try second.publish("x", to: "c") == 0 { await Task.yield() }
        let message = RedisMessage(channel: "c", bytes: Array("x".utf8))
        #expect(try await events.next() == .message(message))
        await client.close()
    }

    @Test func aServerThatIsAwayFailsSoon() async throws {
        let port = try FreePort().port
        var options = Self.quick()
        options.connectTimeout = .milliseconds(30)
        let client = try Redis.client("redis://127.0.0.1:\(port)", options: options)
        for _ in 0..<20 {
            let error = await redisError { try await client.get("k") }
            #expect(error?.code == .connection && error?.mayHaveRun == false)
            #expect(error?.isUnavailable == true)
        }
        #expect(await redisError { try await client.blpop("q") }?.code == .connection)
        #expect(await redisError { try await client.subscribe(to: ["c"]) }?.code == .connection)
        let server = try Martlet.start(.port(port))
        while await redisError(of: { try await client.set("k", "v") }) != nil {
            await Task.yield()
        }
        #expect(try server.get("k") == "v")
        await client.close()
    }

    @Test(arguments: ClientTarget.restartable)
    func killedConnectionsAreReplaced(target: ClientTarget) async throws {
        try await target.withClient(options: Self.quick()) { test async throws in
            let client = test.client
            let pop = Task { await redisError { try await client.blpop("q") } }
            while try await client.info("clients")["blocked_clients"] != "1" { await Task.yield() }
            try await client.withSession { session in
                _ = try await session.send("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            }
            let error = await pop.value
            #expect(error?.code == .connection && error?.mayHaveRun == true)
            for number in 0..<10 {
                // The client may learn of the end only when it sends something.
                _ = await redisError { try await client.set("k", "\(number)") }
            }
            #expect(try await client.set("k", "last"))
            #expect(try await client.get("k") == "last")
        }
    }

    @Test(arguments: ClientTarget.restartable)
    func aSlowServerTimesOut(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            var options = Self.quick()
            options.commandTimeout = .milliseconds(50)
            options.sharedConnections = 1
            let hasty = try Redis.client(test.url, options: options)
            try await test.client.send("CLIENT", "PAUSE", 600_000, "WRITE")
            let error = await redisError { try await hasty.set("k", "v") }
            #expect(error == RedisError.timeout)
            #expect(error?.mayHaveRun == true)
            try await test.client.send("CLIENT", "UNPAUSE")
            // The same connection, or another if the reply came too late, serves again.
            while await redisError(of: { try await hasty.set("k", "w") }) != nil {}
            #expect(try await test.client.get("k") == "w")
            await hasty.close()
        }
    }

    @Test(arguments: ClientTarget.restartable)
    func queuesAreBounded(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            var options = Self.quick()
            options.commandTimeout = .seconds(600)
            options.sharedConnections = 1
            options.queueLimit = 3
            let client = try Redis.client(test.url, options: options)
            try await client.ping()
            try await test.client.send("CLIENT", "PAUSE", 600_000, "WRITE")
            var (fullCount, doneCount) = (0, 0)
            try await withThrowingTaskGroup(of: RedisError?.self) { group in
                for _ in 0..<10 {
                    group.addTask { await redisError { try await client.set("k", "v") } }
                }
                for try await error in group {
                    if error?.code == .queueFull { fullCount += 1 }
                    if error == nil { doneCount += 1 }
                    // Only the others wait still, until the server goes on.
                    if fullCount == 7, doneCount == 0 {
                        try await test.client.send("CLIENT", "UNPAUSE")
                    }
                }
            }
            #expect(fullCount == 7 && doneCount == 3)
            await client.close()
        }
    }

    @Test func connectionsAreBounded() async throws {
        var options = Self.quick()
        options.exclusiveConnections = 2
        try await ClientTarget.martlet.withClient(options: options) { test async throws in
            let client = test.client
            let news = try await client.subscribe(to: ["c"])
            try await client.withSession { _ in
                let error = await redisError { try await client.blpop("q") }
                #expect(error?.code == .queueFull)
            }
            try await client.rpush("q", "x")
            #expect(try await client.blpop("q")?.value == "x")
            news.cancel()
        }
    }

    @Test(arguments: ["", "?protocol=2"])
    func usersAndDatabases(query: String) async throws {
        var variant = ServerVariant()
        variant.options = ["--requirepass", "s cret"]
        let server = try ServerProcess(program: try ClientTarget.redisServer(), variant: variant)
        let place = "127.0.0.1:\(server.address.port)"
        var options = Self.quick()
        options.clientName = "me"
        let client = try Redis.client("redis://:s%20cret@\(place)/3\(query)", options: options)
        try await client.set("k", "v")
        let line = try await client.send("CLIENT", "INFO").text ?? ""
        #expect(line.contains(" name=me ") && line.contains(" db=3 "))
        try await client.withSession { session in
            #expect(try await session.get("k") == "v")
            try await session.send("SELECT", 0)
            #expect(try await session.get("k") == nil)
        }
        #expect(try await client.get("k") == "v")
        await client.close()

        let named = try Redis.client("redis://default:s%20cret@\(place)\(query)")
        #expect(try await named.get("k") == nil)
        await named.close()
        for (user, code) in [("", RedisError.Code.notAuthenticated), (":x@", .wrongPassword)] {
            let other = try Redis.client("redis://\(user)\(place)\(query)")
            #expect(await redisError { try await other.get("k") }?.code == code)
            await other.close()
        }
        let none = try Redis.client("redis://:s%20cret@\(place)/99\(query)")
        #expect(await redisError { try await none.get("k") }?.message == "DB index is out of range")
        await none.close()
    }

    /// What a cancelled wait had already taken is not lost.
    @Test(arguments: ClientTarget.restartable)
    func nothingIsLostByCancelling(target: ClientTarget) async throws {
        try await target.withClient(options: Self.quick()) { test async throws in
            let client = test.client
            var taken = 0
            for number in 0..<100 {
                let pop = Task { try await client.blpop("q")?.value }
                async let pushed = client.rpush("q", "\(number)")
                await Task.yield()
                pop.cancel()
                if case .success(.some) = await pop.result { taken += 1 }
                _ = try await pushed
            }
            #expect(try await client.llen("q") + taken == 100)
        }
    }

    @Test func encryptedConnections() async throws {
        guard let openssl = ServerProcess.find("openssl") else {
            Issue.record("there is no openssl: TLS is not tested")
            return
        }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (key, certificate) = (folder.path + "/key.pem", folder.path + "/certificate.pem")
        let maker = Process()
        maker.executableURL = URL(fileURLWithPath: openssl)
        maker.arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out",
            certificate,
        ]
        maker.standardError = FileHandle.nullDevice
        try maker.run()
        maker.waitUntilExit()
        #expect(maker.terminationStatus == 0)

        let port = try FreePort().port
        var variant = ServerVariant()
        variant.options = [
            "--tls-port", "\(port)", "--tls-cert-file", certificate, "--tls-key-file", key,
            "--tls-ca-cert-file", certificate,
        ]
        let server = try ServerProcess(program: try ClientTarget.redisServer(), variant: variant)
        var options = Self.quick()
        options.trustedCertificates = certificate
        options.clientCertificate = (certificate, key)
        for host in ["localhost", "127.0.0.1"] {
            let client = try Redis.client("rediss://\(host):\(port)", options: options)
            try await client.set("k", "v")
            #expect(try await client.get("k") == "v")
            await client.close()
        }
        options.trustedCertificates = nil
        options.connectTimeout = .milliseconds(500)
        let wary = try Redis.client("rediss://localhost:\(port)", options: options)
        #expect(await redisError { try await wary.get("k") }?.code == .connection)
        await wary.close()
        withExtendedLifetime(server) {}
    }
}
