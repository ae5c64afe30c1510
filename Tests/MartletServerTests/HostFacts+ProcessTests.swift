import MartletEngine
import Testing

@testable import MartletServer

@Suite struct HostFactsProcessTests {
    @Test func namesAreFilledIn() {
        var facts = HostFacts()
        facts.addProcessNames()
        #expect(facts.processID > 0)
        #expect(!facts.operatingSystem.isEmpty)
        #expect(!facts.multiplexing.isEmpty)
        facts.executable = "/here"
        facts.addProcessNames()
        #expect(facts.executable == "/here")
    }

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
