import Testing

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
}
