import Testing

@Suite struct MemoryStatsTests {
    @Test("There is a map for each database in use")
    func databases() {
        var engine = TestEngine()
        #expect(engine.run("MEMORY STATS").hasPrefix("*54|"))
        engine.run("SET a 1")
        engine.run("COPY a a DB 7")
        let reply = engine.run("MEMORY STATS")
        #expect(reply.hasPrefix("*58|"))
        #expect(reply.contains("$4|db.7|*6|$23|overhead.hashtable.main|:"))
        #expect(reply.contains("$10|keys.count|:2|"))
    }
}
