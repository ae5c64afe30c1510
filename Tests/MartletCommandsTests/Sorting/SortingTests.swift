import MartletEngine
import Testing

@testable import MartletCommands

/// The commands, through an engine. The replies are redis-server's.
@Suite struct SortingTests {
    @Test(
        arguments: [
            ("RPUSH l 3 1 2;SORT l", "*3|$1|1|$1|2|$1|3|"),
            ("RPUSH l 3 1 2;SORT l DESC LIMIT 0 2", "*2|$1|3|$1|2|"),
            ("RPUSH l b a;SORT l ALPHA", "*2|$1|a|$1|b|"),
            (
                "RPUSH l b a;SORT l",
                "-ERR One or more scores can't be converted into double|"
            ),
            ("RPUSH l a b;MSET w_a 2 w_b 1;SORT l BY w_*", "*2|$1|b|$1|a|"),
            ("RPUSH l a b;HSET h_b f 1;SORT l BY h_*->f GET h_*->f", "*2|$-1|$1|1|"),
            ("RPUSH l 2 1;SORT l BY nosort DESC", "*2|$1|1|$1|2|"),
            ("ZADD z 1 b 2 a;SORT z BY nosort", "*2|$1|b|$1|a|"),
            ("ZADD z 1 b 2 a;SORT z ALPHA;OBJECT ENCODING z", "$8|skiplist|"),
            ("SADD s 2 1;SORT s", "*2|$1|1|$1|2|"),
            ("SORT missing", "*0|"),
            ("RPUSH l 1;SORT_RO l STORE d", "-ERR syntax error|"),
            ("RPUSH l 2 1;SORT l STORE d;LRANGE d 0 -1", "*2|$1|1|$1|2|"),
            (
                "SET s v;SORT s",
                "-WRONGTYPE Operation against a key holding the wrong kind of value|"
            ),
            ("COMMAND GETKEYS SORT l BY w_* STORE x", "*2|$1|l|$1|x|"),
        ])
    func lastReply(script: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.runAll(script) == expected)
    }

    @Test(arguments: [
        ("RPUSH l 2 1;SORT l", 0, ""),
        ("RPUSH l 2 1;SORT l STORE d", 2, "sortstore d"),
        ("RPUSH l 2 1;SORT l GET # GET # STORE d", 4, "sortstore d"),
        ("SET d v;SORT l STORE d", 1, "del d"),
        ("SORT l STORE d", 0, ""),
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

    /// A part that is sorted is what the whole would have there.
    @Test(arguments: 0..<40)
    func partsAreInOrder(seed: UInt64) {
        var random = RandomSource(seed: seed)
        let order = SortOrder(
            isDescending: seed % 2 == 0, isText: seed % 3 == 0, hasPattern: false, isBinary: true)
        let words = (0..<Int(seed * 5)).map { _ in
            SortElement(Array("\(random.next() % (seed % 4 == 0 ? 5 : 1000))".utf8))
        }
        let all = words.sorted { order.compare($0, $1) < 0 }.map(\.bytes)
        for _ in 0..<10 {
            let start = Int(random.next() % UInt64(words.count + 1))
            let end = start + Int(random.next() % UInt64(words.count - start + 1))
            var some = words
            order.sort(&some, only: start..<end)
            #expect(some[start..<end].map(\.bytes) == Array(all[start..<end]))
        }
    }
}
