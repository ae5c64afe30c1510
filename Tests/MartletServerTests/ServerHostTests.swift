import MartletEngine
import Testing

@testable import MartletServer

@Suite struct ServerHostTests {
    @Test(arguments: [
        (Settings.LogLevel.warning, "warning: hello"), (.notice, "notice: hello"),
        (.verbose, "info: hello"),
    ])
    func linesGoToTheLog(level: Settings.LogLevel, line: String) {
        let log = KeptLog()
        ServerHost(logger: log.logger).log("hello", level)
        #expect(log.lines == [line])
    }

    @Test func commandsReachTheLog() throws {
        let server = try RunningServer { settings in settings.enableDebugCommand = .yes }
        #expect(server.execute("DEBUG", "LOG", "hello") == "+OK\r\n")
        #expect(server.log.lines == ["warning: DEBUG LOG: hello"])
    }

    @Test func knowsWhereTheServerListens() throws {
        let server = try RunningServer()
        #expect(server.execute("INFO", "server").contains("tcp_port:\(server.port)\r\n"))
    }

    @Test func withoutAFileThereIsNothingToRewrite() {
        let error = #expect(throws: ReplyError.self) {
            try ServerHost(logger: KeptLog().logger).rewriteConfiguration(Settings())
        }
        #expect(error == ReplyError("ERR The server is running without a config file"))
    }

    @Test func noMoreClientsThanTheSystemHasFilesFor() throws {
        var environment = ServerEnvironment()
        environment.makeRoomForClients = { min($0, 100) }
        let host = ServerHost(environment, logger: KeptLog().logger)
        var old = Settings()
        old.maxClients = 50
        var new = old
        new.maxClients = 100
        try host.apply(new, replacing: old)
        new.maxClients = 101
        let error = #expect(throws: ReplyError.self) { try host.apply(new, replacing: old) }
        #expect(error?.description.contains("try with 100") == true)
    }

    /// A command of the program may leave something to clients at sockets.
    @Test func wakesTheLoop() throws {
        let server = try RunningServer()
        let client = try server.connect()
        client.send(Array("PING\r\n".utf8))
        #expect(client.receive(count: 7) == "+PONG\r\n")
        _ = server.engine.execute("CLIENT", "LIST".utf8.span, for: nil) { _ in }
        server.engine.withEngine { engine in
            for other in engine.call.clients.all { engine.call.kill(other) }
            engine.call.host.wake()
        }
        #expect(client.receive(count: 1) == "")
    }
}
