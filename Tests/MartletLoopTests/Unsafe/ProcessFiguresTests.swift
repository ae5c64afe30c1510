import MartletLoop
import Testing

@Suite struct ProcessFiguresTests {
    /// Sanitizers bring an allocator of their own, of which the system tells nothing.
    @Test(.enabled(if: HeapFigures().allocatedCount > 0)) func memoryThatIsTakenShows() {
        let before = HeapFigures()
        let memory = [UInt8](repeating: 1, count: 64 << 20)
        let after = HeapFigures()
        #expect(after.allocatedCount >= before.allocatedCount + memory.count / 2)
        #expect(after.heldCount >= after.allocatedCount)
        #expect(after.cost >= 0)
    }

    @Test func processorTimeIsTheThreadsAndMore() {
        let figures = ProcessFigures()
        #expect(figures.residentCount > 0)
        #expect(figures.userMicroseconds + figures.systemMicroseconds > 0)
    }

    @Test func names() {
        #expect(ProcessNames.id > 0)
        #expect(ProcessNames.executable.hasPrefix("/"))
        #expect(ProcessNames.operatingSystem.split(separator: " ").count >= 3)
        #expect(ProcessNames.systemMemoryCount > 1 << 20)
    }
}
