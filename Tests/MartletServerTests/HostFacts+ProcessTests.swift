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
}
