import MartletEngine
import Testing

@Suite struct LatencyHistogramTests {
    @Test func percentilesAreRightToOnePartIn64() {
        var histogram = LatencyHistogram()
        for ticks in 1...10_000 { histogram.record(ticks: UInt64(ticks)) }
        #expect(histogram.count == 10_000)
        for percent in [1.0, 50, 90, 99, 99.9, 100] {
            let exact = percent * 100
            let told = Double(histogram.percentile(percent))
            #expect(told >= exact && told <= exact * (1 + 1 / 64) + 1)
        }
    }

    @Test func countsUpToATimeGrowWithIt() {
        var histogram = LatencyHistogram()
        for ticks in [0, 1, 127, 128, 1000, UInt64.max] { histogram.record(ticks: ticks) }
        #expect(histogram.count(upTo: 0) == 1)
        #expect(histogram.count(upTo: 127) == 3)
        #expect(histogram.count(upTo: 2000) == 5)
        #expect(histogram.count(upTo: .max) == 6)
    }

    @Test func anEmptyOneTellsNothing() {
        let histogram = LatencyHistogram()
        #expect(histogram.percentile(50) == 0)
        #expect(histogram.count(upTo: .max) == 0)
    }
}
