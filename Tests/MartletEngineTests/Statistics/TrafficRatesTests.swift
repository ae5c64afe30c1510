import MartletEngine
import Testing

@Suite struct TrafficRatesTests {
    @Test func aRateIsTheMeanOfTheLastSamples() {
        var rate = Rate()
        #expect(rate.perSecond == 0)
        rate.sample(0, at: 0)
        rate.sample(10, at: 100_000)
        #expect(rate.perSecond == 100)
        rate.sample(40, at: 200_000)
        #expect(rate.perSecond == 200)
        for step in 3..<30 { rate.sample(40, at: step * 100_000) }
        #expect(rate.perSecond == 0)
    }

    @Test func aCountThatStartsAnewIsNoNegativeRate() {
        var rate = Rate()
        rate.sample(1000, at: 0)
        rate.sample(0, at: 100_000)
        #expect(rate.perSecond == 0)
        rate.sample(5, at: 100_000)
        #expect(rate.perSecond == 0)
    }
}
