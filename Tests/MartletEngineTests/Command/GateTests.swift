import Testing

@testable import MartletEngine

@Suite struct GateTests {
    @Test func isEmptyMostOfTheTime() {
        let engine = Engine(table: CommandTable([]))
        #expect(engine.call.gate.isEmpty)
    }

    @Test func asksForThePasswordUntilItWasSaid() throws {
        var engine = Engine(table: CommandTable([]))
        let client = engine.call.client
        engine.call.settings.requirePass = Array("x".utf8)
        for (isAuthenticated, isAsked) in [(false, true), (true, false)] {
            client.isAuthenticated = isAuthenticated
            engine.call.refreshGate(client.session)
            #expect(engine.call.gate.contains(.authentication) == isAsked)
            #expect(engine.call.needsAuthentication == isAsked)
        }
    }

    @Test func looksAtWhatIsSetForAllAndForOne() {
        var engine = Engine(table: CommandTable([]))
        let client = engine.call.client
        client.replyMode = .off
        client.session.isInTransaction = true
        engine.call.monitors = [client]
        engine.call.recorder = CommandRecorder(capacity: 1)
        engine.call.refreshGate(client.session)
        #expect(engine.call.gate == [.replyMode, .monitors, .recorder, .transaction])
        client.replyMode = .on
        client.session.isInTransaction = false
        engine.call.monitors = []
        engine.call.recorder = nil
        engine.call.refreshGate(client.session)
        #expect(engine.call.gate.isEmpty)
    }

    @Test func whileAScriptTakesTooLongNothingElseIsDone() {
        var engine = Engine(table: CommandTable([]))
        engine.call.wantsNotices = true
        engine.call.didBecomeOverdue(.function)
        engine.call.refreshGate(engine.call.client.session)
        #expect(engine.call.gate == [.busy])
        engine.call.endOverdue()
        engine.call.refreshGate(engine.call.client.session)
        #expect(engine.call.gate == [.messages])
    }

    @Test func memoryIsLookedAtWhereItIsLimited() {
        var engine = Engine(table: CommandTable([]))
        engine.call.settings.maxMemory = 1
        engine.call.refreshGate(engine.call.client.session)
        #expect(engine.call.gate == .memory)
    }

    @Test func aPauseEndsByItself() {
        let clock = ManualClock()
        var engine = Engine(table: CommandTable([]), clock: EngineClock(manual: clock))
        engine.call.pause.begin(.all, until: clock.monotonicMicroseconds + 100)
        engine.call.refreshGate(engine.call.client.session)
        #expect(engine.call.gate == .pause)
        clock.advance(byMicroseconds: 100)
        engine.call.clock.sampleExactly()
        engine.call.refreshGate(engine.call.client.session)
        #expect(engine.call.gate.isEmpty)
        #expect(engine.call.pause.scope == nil)
    }

    /// Microseconds are the ticks of a manual clock.
    @Test(arguments: [
        (10_000, 0, 10_000), (10_000, 3, 3000), (-1, 3, 3000), (0, 3, 0), (100, 3, 100),
    ])
    func whatTakesLongIsLookedAt(slowlog: Int, threshold: Int, ticks: UInt64) {
        var settings = Settings()
        settings.slowlogLogSlowerThan = slowlog
        settings.latencyMonitorThreshold = threshold
        var engine = Engine(
            table: CommandTable([]), settings: settings, clock: EngineClock(manual: ManualClock()))
        engine.call.refreshGate(engine.call.client.session)
        #expect(engine.call.slowTicks == ticks)
    }

    @Test func nothingIsTooSlowWithoutALimit() {
        var settings = Settings()
        settings.slowlogLogSlowerThan = -1
        settings.latencyMonitorThreshold = .max
        var engine = Engine(table: CommandTable([]), settings: settings)
        engine.call.refreshGate(engine.call.client.session)
        #expect(engine.call.slowTicks == .max)
    }
}
