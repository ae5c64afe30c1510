import MartletEngine
import Testing

@testable import MartletCommands

/// The commands, through an engine. The replies and strings are redis-server's.
@Suite struct HyperLogLogTests {
    private static let empty = "HYLL\u{1}\0\0\0\0\0\0\0\0\0\0\u{80}\u{7f}\u{ff}"

    @Test(
        arguments: [
            ("PFADD h;GET h", "$18|\(empty)|"),
            ("PFADD h;PFADD h", ":0|"),
            ("PFADD h a b c;PFADD h b", ":0|"),
            ("PFADD h a b c;PFCOUNT h", ":3|"),
            ("PFADD h a b c;PFADD i c d;PFCOUNT h i", ":4|"),
            ("PFADD h a b c;PFADD i c d;PFMERGE i h;PFCOUNT i", ":4|"),
            ("PFADD h a b c;PFDEBUG DECODE h", "$44|Z:8436 v:1,1 Z:4274 v:2,1 Z:3068 v:1,1 Z:603|"),
            ("PFADD h a;PFDEBUG TODENSE h;PFDEBUG ENCODING h", "+dense|"),
            ("PFADD h a;PFDEBUG TODENSE h;STRLEN h", ":12304|"),
            ("PFADD h a;PFDEBUG NOPE h", "-ERR Unknown PFDEBUG subcommand 'NOPE'|"),
            ("SET h abc;PFADD h a", "-WRONGTYPE Key is not a valid HyperLogLog string value.|"),
            ("PFSELFTEST", "+OK|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }

    @Test(arguments: [
        ("PFADD h", 1, "pfadd h"),
        ("PFADD h a b", 3, "pfadd h"),
        ("PFADD h a;PFADD h a", 0, ""),
        ("PFADD h a;PFADD h b c", 2, "pfadd h"),
        ("PFADD h a;PFCOUNT h", 1, ""),
        ("PFADD h a;PFCOUNT h;PFCOUNT h", 0, ""),
        ("PFADD h a;PFCOUNT h h", 0, ""),
        ("PFMERGE h", 1, "pfadd h"),
        ("PFADD h a;PFMERGE h h", 1, "pfadd h"),
        ("PFADD h a;PFDEBUG TODENSE h", 1, ""),
        ("PFADD h a;PFDEBUG TODENSE h;PFDEBUG TODENSE h", 0, ""),
    ])
    func changes(script: String, dirty: Int, events: String) {
        var engine = TestEngine()
        let lines = script.split(separator: ";").map(String.init)
        for line in lines.dropLast() { engine.run(line) }
        engine.engine.call.events = KeyspaceEvents()
        engine.engine.call.events.isRecording = true
        engine.run(lines.last ?? "")
        let told = engine.engine.call.events.recorded.map { event in
            "\(event.name) \(String(decoding: event.key, as: UTF8.self))"
        }
        #expect(told.joined(separator: ", ") == events, "\(script)")
        #expect(engine.engine.call.events.dirty == dirty, "\(script)")
    }

    /// Whatever a string says, no command makes the engine stop.
    @Test func corruptStringsDoNoHarm() {
        var random = RandomSource(seed: 7)
        var engine = TestEngine()
        engine.run("PFADD model a b c d e f g h i j k l m n o p")
        for round in 0..<2000 {
            var string = HyperLogLogHeader.sparse
            for _ in 0..<Int(random.next() % 12) {
                string.append(UInt8(truncatingIfNeeded: random.next()))
            }
            if round % 3 == 0 {
                let hyperLogLog = HyperLogLog()
                string = hyperLogLog.string
                let place = 16 + Int(random.next() % UInt64(string.count - 16))
                string[place] = UInt8(truncatingIfNeeded: random.next())
            }
            engine.run(["SET".utf8, "h".utf8].map(Array.init) + [string])
            engine.run("PFADD h \(round) a b c")
            engine.run("PFCOUNT h")
            engine.run("PFCOUNT h model")
            engine.run("PFMERGE d h model")
            engine.run("PFDEBUG DECODE h")
            engine.run("PFDEBUG TODENSE h")
        }
        #expect(engine.run("PFCOUNT model") == ":16|")
    }
}
