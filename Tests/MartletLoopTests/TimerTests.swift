import MartletLoop
import Testing

@Suite struct TimerTests {
    @Test func callsOnceOrAgainAndAgain() throws {
        let loop = try Loop()
        var calls: [String] = []
        let once = try Timer(on: loop) { calls.append("once") }
        let never = try Timer(on: loop) { calls.append("never") }
        let again = try Timer(on: loop) {
            calls.append("again")
            if calls.count == 4 { loop.stop() }
        }
        once.start(afterMilliseconds: 0)
        never.start(afterMilliseconds: 1)
        never.cancel()
        again.start(afterMilliseconds: 2, repeatMilliseconds: 1)
        #expect(once.isActive && !never.isActive && again.isActive)
        loop.run()
        #expect(calls == ["once", "again", "again", "again"])
        #expect(!again.isActive)
        again.start(afterMilliseconds: 1)
        #expect(!again.isActive)
    }

    @Test func startingAgainForgetsTheFormerTime() throws {
        let loop = try Loop()
        let timer = try Timer(on: loop) { loop.stop() }
        timer.start(afterMilliseconds: .max)
        timer.start(afterMilliseconds: -5)
        loop.run()
    }

    @Test func lettingGoCloses() throws {
        let loop = try Loop()
        var lost: Timer? = try Timer(on: loop) { Issue.record("a timer that is gone") }
        lost?.start(afterMilliseconds: 0)
        lost = nil
        let timer = try Timer(on: loop) { loop.stop() }
        timer.start(afterMilliseconds: 3)
        loop.run()
        withExtendedLifetime(timer) {}
    }

    @Test func mayCloseItself() throws {
        let loop = try Loop()
        var timer: Timer?
        timer = try Timer(on: loop) {
            timer = nil
            loop.stop()
        }
        timer?.start(afterMilliseconds: 0)
        loop.run()
        #expect(timer == nil)
    }
}
