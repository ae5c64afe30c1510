import MartletEngine
import Testing

@Suite struct ClientPauseTests {
    @Test func pauseNeverGetsLess() {
        var pause = ClientPause()
        pause.begin(.all, until: 100)
        pause.begin(.writes, until: 50)
        #expect(pause.scope == .all)
        #expect(pause.endMicroseconds == 100)
        pause.begin(.writes, until: 200)
        #expect(pause.endMicroseconds == 200)
    }

    @Test func pauseGetsWider() {
        var pause = ClientPause()
        pause.begin(.writes, until: 100)
        pause.begin(.all, until: 50)
        #expect(pause.scope == .all)
    }

    @Test func pauseEndsAtItsTime() {
        var pause = ClientPause()
        pause.begin(.all, until: 100)
        pause.endIfOver(99)
        #expect(pause.scope == .all)
        pause.endIfOver(100)
        #expect(pause.scope == nil)
        pause.begin(.writes, until: 300)
        pause.end()
        #expect(pause.scope == nil)
    }
}
