import MartletEngine
import Testing

@testable import MartletCommands

@Suite struct DebugReloadingTests {
    private final class ReloadingHost: Host {
        func reload(_ call: inout CommandCall) throws(ReplyError) { call.didSave() }
        func wake() {}
        func shutDown(_ request: ShutdownRequest) {}
        func apply(
            _ new: borrowing Settings, replacing old: borrowing Settings
        ) throws(ReplyError) {}
        func rewriteConfiguration(_ settings: borrowing Settings) throws(ReplyError) {}
        func log(_ message: String, _ level: Settings.LogLevel) {}
        func usesMemory(beyond limit: UInt64) -> Bool { false }
        var facts: HostFacts { HostFacts() }
    }

    private func makeEngine(_ host: any Host) -> TestEngine {
        var settings = Settings()
        settings.enableDebugCommand = .yes
        return TestEngine(settings: settings, host: host)
    }

    @Test func theHostReloads() {
        var engine = makeEngine(ReloadingHost())
        engine.run("SELECT 2")
        engine.run("SET a 1")
        #expect(engine.run("INFO persistence").contains("rdb_changes_since_last_save:1"))
        #expect(engine.run("DEBUG RELOAD NOFLUSH") == "-ERR Error trying to load the RDB dump|")
        #expect(engine.run("DEBUG RELOAD noflush Merge") == "+OK|")
        #expect(engine.run("DEBUG RELOAD") == "+OK|")
        #expect(engine.run("INFO persistence").contains("rdb_changes_since_last_save:0"))
        #expect(engine.run("DEBUG RELOAD NOFLUSH x").contains("only supports the MERGE, NOFLUSH"))
        engine.run("FLUSHALL")
        #expect(engine.run("DEBUG RELOAD NOFLUSH") == "+OK|")
    }

    @Test func whatWasSavedBeforeIsNotKept() {
        var engine = makeEngine(ReloadingHost())
        let expected = "-ERR DEBUG RELOAD NOSAVE is not supported by this server|"
        #expect(engine.run("DEBUG RELOAD NOSAVE") == expected)
    }
}
