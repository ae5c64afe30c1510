import MartletEngine
import Testing

@testable import MartletServer

@Suite struct ConnectionStatisticsTests {
    @Test func connectionsAreCounted() {
        let statistics = ConnectionStatistics()
        statistics.didReceive()
        statistics.didReject()
        statistics.didReject()
        statistics.didRead(10)
        statistics.didRead(5)
        statistics.didWrite(7)
        var facts = HostFacts()
        facts.add(statistics)
        #expect(facts.connectionsReceived == 1)
        #expect(facts.connectionsRejected == 2)
        #expect(facts.inputCount == 15)
        #expect(facts.outputCount == 7)
    }
}
