import MartletEngine
import Testing

@Suite struct EngineHostTests {
    private func makeEngine(keys: Int, deadline: Int) -> SmallEngine {
        var engine = SmallEngine([.made("ok")])
        let now = engine.engine.call.clock.wallMilliseconds
        engine.engine.call.keyspace.now = now
        for i in 0..<keys {
            engine.engine.call.keyspace.setString(
                "v".utf8.span, at: "\(i)".utf8.span, expiry: .at(now + deadline))
        }
        return engine
    }

    @Test func theNextTickIsDueAtTheFirstDeadline() {
        var engine = makeEngine(keys: 1, deadline: 50)
        let work = engine.engine.takeWork()
        #expect(work.tickAt == engine.engine.call.clock.wallMilliseconds + 50)
        // Who moves the clock calls `tick`.
        #expect(work.tickComesByHand)
        #expect(engine.engine.isTickDue() == false)
        engine.clock.advance(byMicroseconds: 49_999)
        #expect(engine.engine.isTickDue() == false)
        engine.clock.advance(byMicroseconds: 1)
        #expect(engine.engine.isTickDue() == true)
        engine.engine.tick()
        let next = engine.engine.takeWork().tickAt
        #expect(next == .max)
        #expect(engine.engine.call.keyspace.count == 0)
    }

    /// However many keys expire at once, no client waits for all of them to be removed.
    @Test func oneTickRemovesAPieceOfWhatIsDue() {
        var engine = makeEngine(keys: 10_000, deadline: 1)
        engine.clock.advance(byMicroseconds: 1000)
        var counts: [Int] = []
        while engine.engine.isTickDue() {
            engine.engine.tick()
            counts.append(engine.engine.call.keyspace.count)
        }
        #expect(counts.last == 0)
        #expect(counts.count > 2)
        #expect(engine.engine.call.keyspace.statistics.expired == 10_000)
    }

    @Test func nothingIsRemovedWhenThatIsSwitchedOff() {
        var engine = makeEngine(keys: 3, deadline: 1)
        engine.clock.advance(byMicroseconds: 1000)
        for (expiresActively, isPaused) in [(false, false), (true, true)] {
            engine.engine.call.expiresActively = expiresActively
            engine.engine.call.isCronPaused = isPaused
            #expect(engine.engine.isTickDue() == false)
            engine.engine.tick()
            #expect(engine.engine.call.keyspace.count == 3)
        }
        engine.engine.call.isCronPaused = false
        engine.engine.tick()
        #expect(engine.engine.call.keyspace.count == 0)
    }

    @Test func theEndOfAPauseIsATick() {
        var engine = SmallEngine([.made("ok")])
        let now = engine.engine.call.clock.monotonicMicroseconds
        engine.engine.call.pause.begin(.all, until: now + 30_000)
        #expect(engine.run("ok", as: "b", peer: .stranger) == "")
        let work = engine.engine.takeWork()
        #expect(work.released == [])
        #expect(work.tickAt == engine.engine.call.clock.wallMilliseconds + 30)
        engine.clock.advance(byMicroseconds: 30_000)
        engine.engine.tick()
        let released = engine.engine.takeWork().released
        #expect(released == [engine.client("b")])
    }

    @Test func ratesAreThoseSinceTheLastSample() {
        var engine = SmallEngine([.made("ok")])
        engine.engine.sampleRates(input: 0, output: 0)
        for _ in 0..<10 { _ = engine.run("ok") }
        engine.clock.advance(byMicroseconds: 100_000)
        engine.engine.sampleRates(input: 1000, output: 50)
        let rates = engine.engine.call.statistics.rates
        #expect(rates.commands.perSecond == 100)
        #expect(rates.input.perSecond == 10_000)
        #expect(rates.output.perSecond == 500)
    }
}
