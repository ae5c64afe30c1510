import Testing

@testable import MartletCommands

@Suite struct MemoryCommandsTests {
    @Test("USAGE grows with the value, the key and a deadline")
    func usage() {
        var engine = TestEngine()
        func usage(_ key: String) -> Int {
            Int(engine.run("MEMORY USAGE \(key)").dropFirst().dropLast()) ?? -1
        }
        engine.run("SET a abc")
        engine.run("SET b \(String(repeating: "x", count: 100))")
        engine.run("SET long-name-of-a-key-long-name-of-a-key abc")
        let small = usage("a")
        #expect(small > 0)
        #expect(usage("b") >= small + 90)
        #expect(usage("long-name-of-a-key-long-name-of-a-key") >= small + 30)
        #expect(engine.run("MEMORY USAGE nosuch") == "$-1|")
    }

    @Test("STATS has a map for each database in use")
    func stats() {
        var engine = TestEngine()
        #expect(engine.run("MEMORY STATS").hasPrefix("*54|"))
        engine.run("SET a 1")
        engine.run("COPY a a DB 7")
        let reply = engine.run("MEMORY STATS")
        #expect(reply.hasPrefix("*58|"))
        #expect(reply.contains("$4|db.7|*6|$23|overhead.hashtable.main|:"))
        #expect(reply.contains("$10|keys.count|:2|"))
    }

    @Test("Figures that follow from others")
    func figures() {
        #expect(MemoryFigures.ratio(1, of: 0) == 0)
        #expect(MemoryFigures.ratio(1, of: 4) == 0.25)
    }
}
