import Testing

@testable import MartletEngine

@Suite struct StatisticsTests {
    @Test func callsAddUp() {
        var statistics = Statistics(rowCount: 2)
        statistics.count(row: 1, ticks: 5)
        statistics.count(row: 1, ticks: 7)
        statistics.count(row: 0, ticks: 1)
        #expect(statistics.commandCount == 3)
        #expect(statistics.commands[1].calls == 2)
        #expect(statistics.commands[1].ticks == 12)
        #expect(statistics.commands[1].latency.count == 2)
    }

    @Test func latencyIsRecordedWhereItIsTracked() {
        var statistics = Statistics(rowCount: 1)
        statistics.tracksLatency = false
        statistics.count(row: 0, ticks: 5)
        #expect(statistics.commands[0].calls == 1)
        #expect(statistics.commands[0].latency.count == 0)
    }

    @Test func errorsAreCountedByTheirCode() {
        var statistics = Statistics(rowCount: 0)
        for error in [ReplyError.syntax, .wrongType, .notAnInteger] { statistics.count(error) }
        #expect(statistics.errorCount == 3)
        #expect(
            statistics.errorsByCode == [Array("ERR".utf8): 2, Array("WRONGTYPE".utf8): 1])
    }

    @Test func aResetForgetsWhatWasCountedNotWhatWasSet() {
        var statistics = Statistics(rowCount: 1)
        statistics.tracksLatency = false
        statistics.count(row: 0, ticks: 5)
        statistics.count(.syntax)
        var facts = HostFacts()
        facts.tcpPort = 7
        statistics.reset(from: facts)
        #expect(statistics.commandCount == 0 && statistics.errorCount == 0)
        #expect(statistics.errorsByCode == [:])
        #expect(statistics.commands.count == 1 && statistics.commands[0].calls == 0)
        #expect(statistics.tracksLatency == false)
        #expect(statistics.baseline.tcpPort == 7)
    }
}
