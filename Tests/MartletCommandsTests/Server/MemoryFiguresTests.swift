import MartletEngine
import Testing

@testable import MartletCommands

@Suite struct MemoryFiguresTests {
    /// A host of a process of a given size.
    private final class SizedHost: Host {
        func shutDown(_ request: ShutdownRequest) {}
        func wake() {}
        func apply(
            _ new: borrowing Settings, replacing old: borrowing Settings
        ) throws(ReplyError) {}
        func rewriteConfiguration(_ settings: borrowing Settings) throws(ReplyError) {}
        func log(_ message: String, _ level: Settings.LogLevel) {}
        func usesMemory(beyond limit: UInt64) -> Bool { false }
        var facts: HostFacts {
            var facts = HostFacts()
            facts.allocatedCount = 10_000_000
            facts.peakAllocatedCount = 20_000_000
            facts.startupAllocatedCount = 1_000_000
            facts.residentCount = 12_000_000
            return facts
        }
    }

    @Test("What follows from the process and the databases")
    func figures() {
        var engine = TestEngine(host: SizedHost())
        engine.run("SET a 1")
        engine.run("EXPIRE a 100")
        let figures = MemoryFigures(&engine.engine.call)
        #expect(figures.keys == 1)
        #expect(figures.databases.count == 1)
        #expect(figures.sinceStart == 9_000_000)
        #expect(figures.overhead > 1_000_000)
        #expect(figures.dataset == 10_000_000 - figures.overhead)
    }

    @Test("Nothing is no part of nothing")
    func ratio() {
        #expect(MemoryFigures.ratio(1, of: 0) == 0)
        #expect(MemoryFigures.ratio(1, of: 4) == 0.25)
    }
}
