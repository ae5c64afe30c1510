import Testing

@testable import MartletCommands

@Suite struct MemoryDoctorTests {
    @Test("Little memory, nothing remarkable, a peak, an overhead")
    func findings() {
        let little = MemoryDoctor(allocatedCount: 1 << 20, peakCount: 9 << 30, residentCount: 0)
        #expect(little.report.contains("nothing to examine"))
        let plain = MemoryDoctor(
            allocatedCount: 100 << 20, peakCount: 110 << 20, residentCount: 120 << 20)
        #expect(plain.report.contains("Nothing"))
        let peak = MemoryDoctor(
            allocatedCount: 100 << 20, peakCount: 151 << 20, residentCount: 120 << 20)
        #expect(peak.report.contains("Peak") && !peak.report.contains("Overhead"))
        let overhead = MemoryDoctor(
            allocatedCount: 100 << 20, peakCount: 100 << 20, residentCount: 141 << 20)
        #expect(overhead.report.contains("Overhead") && !overhead.report.contains("Peak"))
    }
}
