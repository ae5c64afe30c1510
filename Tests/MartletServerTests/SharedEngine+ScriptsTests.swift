import Foundation
import MartletEngine
import Testing

@testable import MartletServer

/// Scripts that take too long, run by clients at sockets and by the program around the server.
@Suite(.serialized) struct SharedEngineScriptsTests {
    private static let busy =
        "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n"
    private static let loop = "while true do end"
    private static let digest = "694a5fe1ddb97a4c6a1bf299d9537c7d3d0f84e7"
    private static let killed =
        "-ERR Script killed by user with SCRIPT KILL... script: \(digest), on @user_script:1.\r\n"

    private func start(threshold: Int = 1) throws -> RunningServer {
        try RunningServer { settings in settings.busyReplyThreshold = threshold }
    }

    private func request(_ words: String...) -> [UInt8] {
        var request = Array("*\(words.count)\r\n".utf8)
        for word in words { request += Array("$\(word.utf8.count)\r\n\(word)\r\n".utf8) }
        return request
    }

    private func isBusy(_ server: RunningServer) -> Bool {
        server.waits { server.execute("PING") == Self.busy }
    }

    @Test func theProgramKillsTheScriptOfAClient() throws {
        let server = try start()
        let client = try server.connect()
        client.send(request("EVAL", Self.loop, "0") + request("PING"))
        #expect(isBusy(server))
        #expect(server.execute("GET", "k") == Self.busy)
        #expect(server.execute("SCRIPT", "KILL") == "+OK\r\n")
        let reply = Self.killed + "+PONG\r\n"
        #expect(client.receive(count: reply.utf8.count) == reply)
        #expect(server.execute("SCRIPT", "KILL").hasPrefix("-NOTBUSY"))
        #expect(server.log.lines.contains { $0.contains(Self.digest) })
    }

    @Test func aClientKillsTheScriptOfTheProgram() throws {
        let server = try start()
        let port = server.port
        Thread.detachNewThread { [self] in
            guard let client = try? TestClient(port: port) else { return }
            repeat { client.send(request("PING")) } while client.receive(count: 1) == "+PONG\r\n"
            client.send(request("SCRIPT", "KILL"))
            _ = client.receive(count: 1)
        }
        #expect(server.execute("EVAL", Self.loop, "0") == Self.killed)
        #expect(server.execute("PING") == "+PONG\r\n")
    }

    /// Even with a clock whose time stands still, a script takes time.
    @Test func oneThreadKillsTheScriptOfAnother() {
        var settings = Settings()
        settings.busyReplyThreshold = 1
        let engine = SharedEngine(settings: settings, clock: ManualClock())
        func run(_ words: [String]) -> String {
            var text = ""
            _ = engine.execute(for: nil) { list in
                for word in words { list.append(word.utf8.span) }
            } _: { reply in
                text = String(copying: reply.buffer.span)
            }
            return text
        }
        Thread.detachNewThread {
            while true {
                var isOver = false
                _ = engine.execute(for: nil) { list in
                    for word in ["SCRIPT", "KILL"] { list.append(word.utf8.span) }
                } _: { reply in
                    isOver = String(copying: reply.buffer.span) == "+OK\r\n"
                }
                if isOver { return }
            }
        }
        #expect(run(["EVAL", Self.loop, "0"]) == Self.killed)
        #expect(run(["PING"]) == "+PONG\r\n")
        engine.stop()
    }

    @Test func nothingOfTheScriptIsLost() throws {
        let server = try start()
        let client = try server.connect()
        let script = """
            redis.call('SELECT', '3') redis.call('SET', KEYS[1], ARGV[1])
            for i = 1, 60000000 do end
            return redis.call('GET', KEYS[1])
            """
        client.send(request("SET", "other", "v") + request("EVAL", script, "1", "key", "value"))
        #expect(isBusy(server))
        let other = try server.connect()
        other.send(request("SELECT", "1") + request("MULTI") + request("DISCARD"))
        #expect(other.receive(count: Self.busy.utf8.count + 10) == Self.busy + "+OK\r\n+OK\r\n")
        #expect(server.execute("SCRIPT", "KILL").hasPrefix("-UNKILLABLE"))
        #expect(client.receive(count: 16) == "+OK\r\n$5\r\nvalue\r\n")
        client.send(request("GET", "other"))
        #expect(client.receive(count: 7) == "$1\r\nv\r\n")
        #expect(server.execute("SELECT", "3") == "+OK\r\n")
        #expect(server.execute("GET", "key") == "$5\r\nvalue\r\n")
    }

    @Test func theClientMayGoAway() throws {
        let server = try start()
        var client: TestClient? = try server.connect()
        client?.send(request("EVAL", Self.loop, "0"))
        #expect(isBusy(server))
        client = nil
        #expect(server.execute("SCRIPT", "KILL") == "+OK\r\n")
        #expect(server.waits { server.execute("PING") == "+PONG\r\n" })
        #expect(
            server.waits { server.execute("INFO", "clients").contains("connected_clients:1\r") })
    }

    @Test func coroutinesDoNotSurvive() throws {
        let server = try start()
        let client = try server.connect()
        let script = """
            while true do
              local f = coroutine.create(function() while true do end end)
              pcall(coroutine.resume, f)
            end
            """
        client.send(request("EVAL", script, "0"))
        #expect(isBusy(server))
        #expect(server.execute("SCRIPT", "KILL") == "+OK\r\n")
        #expect(client.receive(count: 1).hasPrefix("-ERR Script killed"))
    }

    // MARK: The end

    @Test func shutdownEndsTheScript() throws {
        let server = try start()
        let client = try server.connect()
        client.send(request("EVAL", "redis.call('SET', 'k', 'v') while true do end", "0"))
        #expect(isBusy(server))
        let other = try server.connect()
        other.send(request("SHUTDOWN"))
        #expect(other.receive(count: Self.busy.utf8.count) == Self.busy)
        other.send(request("SHUTDOWN", "NOSAVE"))
        #expect(other.receive(count: 1) == "")
        #expect(client.receive(count: 1) == "")
    }

    /// Without a threshold nobody can kill a script, but it doesn't outlive its server.
    @Test(arguments: [0, 1])
    func stoppingEndsTheScriptOfAClient(threshold: Int) throws {
        let server = try start(threshold: threshold)
        let client = try server.connect()
        client.send(request("EVAL", "redis.call('SET', 'k', 'v') while true do end", "0"))
        if threshold > 0 { #expect(isBusy(server)) }
        server.stop()
        let text = client.receive(count: .max)
        #expect(text == "" || text.hasPrefix("-ERR Script killed"))
    }

    @Test(arguments: [0, 1], [true, false])
    func stoppingEndsTheScriptOfTheProgram(threshold: Int, hasSocket: Bool) throws {
        var settings = Settings()
        settings.bind = ["127.0.0.1"]
        settings.port = 0
        settings.busyReplyThreshold = threshold
        let server = try EmbeddedServer(
            settings: settings, listens: hasSocket, clock: nil, seed: 1, recorder: nil,
            logger: KeptLog().logger)
        Thread.detachNewThread {
            EngineClock().sleep(microseconds: 20_000)
            server.stop()
        }
        var text = ""
        let outcome = server.engine.execute(for: nil) { list in
            for word in ["EVAL", "redis.call('SET', 'k', 'v') " + Self.loop, "0"] {
                list.append(word.utf8.span)
            }
        } _: { reply in
            text = String(copying: reply.buffer.span)
        }
        // A thread that began late finds the server stopped.
        #expect(outcome == .stopped || text.hasPrefix("-ERR Script killed"))
    }
}
