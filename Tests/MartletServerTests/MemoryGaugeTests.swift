import MartletEngine
import Testing

@testable import MartletServer

@Suite struct MemoryGaugeTests {
    @Test func figuresFitEachOther() {
        var gauge = MemoryGauge()
        var facts = HostFacts()
        for _ in 0..<3 {
            gauge.tell(&facts)
            #expect(facts.allocatedCount > 0)
            #expect(facts.heapCount >= facts.allocatedCount)
            #expect(facts.peakAllocatedCount >= facts.allocatedCount)
            #expect(facts.residentCount > 0)
        }
    }

    @Test func memoryIsComparedWithALimit() {
        var gauge = MemoryGauge()
        for _ in 0..<3 {
            let found = (gauge.isBeyond(1), gauge.isBeyond(1 << 50))
            #expect(found == (true, false))
        }
    }
}
