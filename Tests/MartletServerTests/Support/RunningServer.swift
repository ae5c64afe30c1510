import Logging
import MartletEngine

@testable import MartletServer

/// A server of a test's at a free port, which ends with the test.
final class RunningServer {
    let engine: SharedEngine
    let log: KeptLog
    private let server: Server

    init(_ configure: (inout Settings) throws -> Void = { _ in }) throws {
        var settings = Settings()
        settings.bind = ["127.0.0.1"]
        settings.port = 0
        try configure(&settings)
        let log = KeptLog()
        let logger = log.logger
        let host = ServerHost(logger: logger)
        self.log = log
        engine = SharedEngine(settings: settings, host: host)
        server = try Server(engine, settings: settings, logger: logger, host: host)
        engine.setHasLoop(true)
    }

    deinit {
        stop()
    }

    func stop() {
        server.stop()
        server.wait()
    }

    var port: Int { server.port }

    func connect() throws -> TestClient {
        try TestClient(port: port)
    }

    /// Runs a command as the program around the server.
    @discardableResult
    func execute(_ words: String...) -> String {
        var text = ""
        let outcome = engine.execute(for: nil) { list in
            for word in words { list.append(word.utf8.span) }
        } _: { reply in
            text = String(copying: reply.buffer.span)
        }
        if outcome == .needsHost { server.wake() }
        return text
    }

    /// Waits until `condition` holds, for ten seconds at most; returns whether it does.
    func waits(until condition: () -> Bool) -> Bool {
        let deadline = ContinuousClock.now + .seconds(10)
        while !condition() {
            guard ContinuousClock.now < deadline else { return false }
            EngineClock().sleep(microseconds: 2000)
        }
        return true
    }
}
