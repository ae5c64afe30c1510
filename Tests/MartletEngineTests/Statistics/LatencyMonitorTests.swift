import MartletEngine
import Testing

@Suite struct LatencyMonitorTests {
    @Test func oneSampleForEachSecondWithItsWorst() {
        var monitor = LatencyMonitor()
        monitor.record("command", milliseconds: 5, atSeconds: 10)
        monitor.record("command", milliseconds: 9, atSeconds: 10)
        monitor.record("command", milliseconds: 7, atSeconds: 10)
        monitor.record("command", milliseconds: 1, atSeconds: 11)
        let event = monitor.events.first
        #expect(event?.samples.map(\.milliseconds) == [9, 1])
        #expect(event?.longestMilliseconds == 9)
    }

    @Test func theLatest160AreKept() {
        var monitor = LatencyMonitor()
        for second in 0..<200 { monitor.record("fork", milliseconds: second, atSeconds: second) }
        #expect(monitor.events.first?.samples.map(\.seconds) == Array(40..<200))
        #expect(monitor.events.first?.longestMilliseconds == 199)
    }

    @Test func eventsAreForgottenByName() {
        var monitor = LatencyMonitor()
        monitor.record("a", milliseconds: 1, atSeconds: 1)
        monitor.record("b", milliseconds: 1, atSeconds: 1)
        #expect(monitor.remove { $0.name == "a" } == 1)
        #expect(monitor.remove { $0.name == "a" } == 0)
        #expect(monitor.events.map(\.name) == ["b"])
    }
}
