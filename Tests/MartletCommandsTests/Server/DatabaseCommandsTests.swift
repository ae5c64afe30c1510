import MartletEngine
import Testing

@Suite struct DatabaseCommandsTests {
    @Test("FLUSHALL ASYNC forgets the keys at once and frees them in slices")
    func flushInSlices() {
        var engine = TestEngine()
        for index in [0, 4] {
            engine.run("SELECT \(index)")
            for i in 0..<40_000 {
                engine.engine.call.keyspace.setString("v".utf8.span, at: "key:\(i)".utf8.span)
            }
        }
        #expect(engine.run("FLUSHALL ASYNC") == "+OK|")
        #expect(engine.run("DBSIZE") == ":0|")
        var left = engine.engine.call.pendingFrees.count
        #expect(left == 80_000)
        let needsHost = engine.engine.needsHost
        #expect(needsHost)
        while left > 0 {
            engine.engine.tick()
            let now = engine.engine.call.pendingFrees.count
            #expect(left > now && left - now <= 20_000)
            left = now
        }
    }

    @Test("Every client sees a swapped database at once, whichever it selected")
    func swap() {
        var engine = TestEngine()
        engine.run("SET k zero", as: "a")
        engine.run("SELECT 1", as: "b")
        engine.run("SET k one", as: "b")
        engine.run("SELECT 2", as: "c")
        #expect(engine.run("SWAPDB 0 1", as: "c") == "+OK|")
        #expect(engine.run("GET k", as: "a") == "$3|one|")
        #expect(engine.run("GET k", as: "b") == "$4|zero|")
        engine.run("SWAPDB 0 2", as: "a")
        #expect(engine.run("GET k", as: "a") == "$-1|")
        #expect(engine.run("GET k", as: "c") == "$3|one|")
    }
}
