import Synchronization
import Testing

@testable import MartletEngine

/// What may be run while memory is used up.
@Suite struct DispatcherMemoryTests {
    /// A host that says what it is told to say.
    private final class FullHost: Host {
        let used = Mutex<UInt64>(10)

        func usesMemory(beyond limit: UInt64) -> Bool { used.withLock { $0 > limit } }
        func wake() {}
        func shutDown(_ request: ShutdownRequest) {}
        func apply(
            _ new: borrowing Settings, replacing old: borrowing Settings
        ) throws(ReplyError) {}
        func rewriteConfiguration(_ settings: borrowing Settings) throws(ReplyError) {}
        func log(_ message: String, _ level: Settings.LogLevel) {}
        var facts: HostFacts { HostFacts() }
    }

    private static let refusal = "-OOM command not allowed when used memory > 'maxmemory'.|"

    private static let specs: [CommandSpec] = [
        .made("get", flags: .readOnly),
        .made("set", flags: [.write, .denyOOM]),
        .made("multi", flags: .immediate) { _, call, reply throws(ReplyError) in
            try call.beginTransaction()
            reply.ok()
        },
        .made("exec", flags: .immediate) { _, call, reply throws(ReplyError) in
            try call.executeTransaction(&reply)
        },
        .made("discard", flags: .immediate) { _, call, reply in
            call.discardTransaction()
            reply.ok()
        },
    ]

    private let host = FullHost()

    private func engine(
        limit: UInt64, policy: Settings.MaxMemoryPolicy = .noeviction
    ) -> SmallEngine {
        var settings = Settings()
        settings.maxMemory = limit
        settings.maxMemoryPolicy = policy
        return SmallEngine(Self.specs, settings: settings, host: host)
    }

    @Test func whatTakesMemoryIsRefusedBeyondTheLimit() {
        var engine = engine(limit: 10)
        #expect(engine.run("set", "get") == "+set|+get|")
        host.used.withLock { $0 = 11 }
        #expect(engine.run("set", "get") == Self.refusal + "+get|")
        host.used.withLock { $0 = 10 }
        #expect(engine.run("set") == "+set|")
    }

    @Test func nothingIsRefusedWithoutALimitOrWithKeysToGiveUp() {
        var unlimited = engine(limit: 0)
        #expect(unlimited.run("set") == "+set|")
        var giving = engine(limit: 1, policy: .allkeysLRU)
        #expect(giving.run("set") == "+set|")
    }

    @Test func transactionsAreRefusedAsAWhole() {
        var engine = engine(limit: 10)
        #expect(engine.run("multi", "set") == "+OK|+QUEUED|")
        host.used.withLock { $0 = 11 }
        #expect(engine.run("get") == Self.refusal)
        #expect(engine.run("exec").hasPrefix("-EXECABORT "))
        #expect(engine.run("multi", "exec", "multi", "discard") == "+OK|*0|+OK|+OK|")
    }
}
