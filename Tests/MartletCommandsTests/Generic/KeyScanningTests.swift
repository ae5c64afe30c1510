import MartletEngine
import Testing

@Suite struct KeyScanningTests {
    /// Runs SCAN from the beginning to the end; between the pages, `change` does what it likes.
    private func scan(
        _ engine: inout TestEngine, count: Int, _ change: (inout TestEngine, Int) -> Void
    ) -> Set<String> {
        var seen: Set<String> = []
        var cursor = "0"
        var page = 0
        repeat {
            let reply = engine.run("SCAN \(cursor) COUNT \(count)")
            let parts = reply.split(separator: "|", omittingEmptySubsequences: false).map(
                String.init)
            cursor = parts[2]
            for i in stride(from: 5, to: parts.count - 1, by: 2) { seen.insert(parts[i]) }
            change(&engine, page)
            page += 1
        } while cursor != "0" && page < 100_000
        #expect(cursor == "0", "the scan must end")
        return seen
    }

    private func fill(_ engine: inout TestEngine, _ prefix: String, _ range: Range<Int>) {
        for i in range {
            engine.engine.call.keyspace.setString("v".utf8.span, at: "\(prefix)\(i)".utf8.span)
        }
    }

    private func empty(_ engine: inout TestEngine, _ prefix: String, _ range: Range<Int>) {
        for i in range { _ = engine.engine.call.keyspace.remove("\(prefix)\(i)".utf8.span) }
    }

    @Test("Finds every key, in pages of about COUNT", arguments: [1, 10, 100, 1_000_000])
    func findsAll(count: Int) {
        var engine = TestEngine()
        fill(&engine, "k", 0..<2000)
        var pages = 0
        let seen = scan(&engine, count: count) { _, _ in pages += 1 }
        #expect(seen.count == 2000)
        #expect(pages <= 2000 / count * 2 + 2)
    }

    @Test("What stays is found while the table grows")
    func growing() {
        var engine = TestEngine()
        fill(&engine, "stay", 0..<500)
        let seen = scan(&engine, count: 10) { engine, page in
            if page < 100 { fill(&engine, "new", page * 100..<(page + 1) * 100) }
        }
        for i in 0..<500 { #expect(seen.contains("stay\(i)")) }
    }

    @Test("What stays is found while the table shrinks")
    func shrinking() {
        var engine = TestEngine()
        fill(&engine, "stay", 0..<500)
        fill(&engine, "go", 0..<20_000)
        let seen = scan(&engine, count: 10) { engine, page in
            empty(&engine, "go", min(page * 200, 20_000)..<min((page + 1) * 200, 20_000))
        }
        for i in 0..<500 { #expect(seen.contains("stay\(i)")) }
    }

    @Test("What stays is found while the table grows and shrinks by chance", arguments: 1...6)
    func growingAndShrinking(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var engine = TestEngine()
        fill(&engine, "stay", 0..<300)
        var top = 0
        let seen = scan(&engine, count: 3) { engine, page in
            guard page < 300 else { return }
            let amount = Int.random(in: 0..<400, using: &random)
            if Bool.random(using: &random) {
                fill(&engine, "x", top..<(top + amount))
                top += amount
            } else {
                empty(&engine, "x", max(0, top - amount)..<top)
                top = max(0, top - amount)
            }
        }
        for i in 0..<300 { #expect(seen.contains("stay\(i)"), "seed \(seed)") }
    }

    @Test(
        "Cursors as strtoul reads them",
        arguments: [
            ("0", true), ("+0", true), ("-1", true), ("", true), ("18446744073709551615", true),
            ("00", true), ("18446744073709551616", false), ("-", false), (" 0", false),
            ("0 ", false), ("0x0", false), ("1.0", false), ("x", false),
        ])
    func cursor(text: String, isValid: Bool) {
        var engine = TestEngine()
        let reply = engine.run([Array("SCAN".utf8), Array(text.utf8)])
        #expect(reply == (isValid ? "*2|$1|0|*0|" : "-ERR invalid cursor|"))
    }

    /// A look at the type counts, as in Redis; one at the key alone doesn't.
    @Test func looksAtTypesCount() {
        var engine = TestEngine()
        fill(&engine, "k", 0..<4)
        for (command, hits) in [
            ("SCAN 0", 0), ("SCAN 0 TYPE string", 4), ("SCAN 0 MATCH k1 TYPE list", 1),
        ] {
            engine.engine.call.keyspace.statistics.hits = 0
            _ = engine.run(command)
            #expect(engine.engine.call.keyspace.statistics.hits == hits)
        }
    }
}
