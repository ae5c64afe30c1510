import MartletEngine
import Synchronization
import Testing

@Suite struct ShutdownCommandsTests {
    /// Notes how it was asked to shut down.
    private final class NotingHost: Host {
        private let request = Mutex<ShutdownRequest?>(nil)

        var noted: ShutdownRequest? { request.withLock { $0 } }

        func shutDown(_ request: ShutdownRequest) { self.request.withLock { $0 = request } }
        func wake() {}
        func apply(
            _ new: borrowing Settings, replacing old: borrowing Settings
        ) throws(ReplyError) {}
        func rewriteConfiguration(_ settings: borrowing Settings) throws(ReplyError) {}
        func log(_ message: String, _ level: Settings.LogLevel) {}
        var facts: HostFacts { HostFacts() }
        func usesMemory(beyond limit: UInt64) -> Bool { false }
    }

    @Test(
        "Asks the host and replies nothing",
        arguments: [
            ("SHUTDOWN", false, false), ("SHUTDOWN NOSAVE", false, false),
            ("shutdown now force", true, true), ("SHUTDOWN SAVE FORCE", true, false),
        ])
    func asksTheHost(line: String, isForced: Bool, isImmediate: Bool) {
        let host = NotingHost()
        var engine = TestEngine(host: host)
        #expect(engine.run(line) == "")
        var expected = ShutdownRequest()
        expected.isForced = isForced
        expected.isImmediate = isImmediate
        #expect(host.noted == expected)
    }

    @Test(
        "Refuses what contradicts itself, and to save what it can't",
        arguments: [
            ("SHUTDOWN SAVE NOSAVE", "-ERR syntax error|"),
            ("SHUTDOWN NOSUCH", "-ERR syntax error|"),
            ("SHUTDOWN ABORT NOW", "-ERR syntax error|"),
            ("SHUTDOWN ABORT", "-ERR No shutdown in progress.|"),
            ("SHUTDOWN SAVE", "-ERR Errors trying to SHUTDOWN. Check logs.|"),
        ])
    func refuses(line: String, reply: String) {
        let host = NotingHost()
        var engine = TestEngine(host: host)
        #expect(engine.run(line) == reply)
        #expect(host.noted == nil)
    }
}
