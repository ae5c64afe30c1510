import MartletLoop
import Testing

@Suite struct ProcessFiguresTests {
    @Test func memoryThatIsTakenShows() {
        let before = ProcessFigures()
        let memory = [UInt8](repeating: 1, count: 64 << 20)
        let after = ProcessFigures()
        #expect(after.allocatedCount >= before.allocatedCount + memory.count / 2)
        #expect(after.heapCount >= after.allocatedCount)
        #expect(after.residentCount > 0)
        #expect(after.userMicroseconds + after.systemMicroseconds > 0)
        #expect(after.userMicroseconds >= after.threadUserMicroseconds)
    }

    @Test func names() {
        #expect(ProcessNames.id > 0)
        #expect(ProcessNames.executable.hasPrefix("/"))
        #expect(ProcessNames.operatingSystem.split(separator: " ").count >= 3)
        #expect(ProcessNames.systemMemoryCount > 1 << 20)
    }
}
