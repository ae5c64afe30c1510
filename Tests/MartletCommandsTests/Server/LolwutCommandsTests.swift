import Testing

@Suite struct LolwutCommandsTests {
    @Test("The version alone, a picture, and forced sizes")
    func pictures() {
        var engine = TestEngine()
        #expect(engine.run("LOLWUT") == "$18|Redis ver. 7.0.15\n|")
        let smallest = engine.run("LOLWUT VERSION 5 0 -1 0")
        #expect(smallest == engine.run("LOLWUT VERSION 5 1 1 1"))
        #expect(engine.run("LOLWUT VERSION 6").contains("Redis ver. 7.0.15"))
        #expect(engine.run("LOLWUT VERSION 6 x").hasPrefix("-ERR value is not an integer"))
    }
}
