@testable import ConformanceKit
import Testing

@Suite struct MeasuredComparisonTests {
    private func reasons(_ script: String, _ real: [String], _ target: [String]) throws -> [String]
    {
        let test = try #require(try CaseFile("== A\n\(script)", file: "a.case").cases.first)
        let records = [real, target].map { replies in
            var record = CaseRecord()
            record.steps = replies.map {
                .init(line: 2, replies: [.init(bytes: Array($0.utf8), ending: .arrived)])
            }
            record.keyspace = []
            return record
        }
        return RecordComparison.differences(of: records[1], from: records[0], in: test)
            .map(\.reason)
    }

    private func bulk(_ text: String) -> String { "$\(text.utf8.count)\r\n\(text)\r\n" }

    @Test func informationIsComparedByField() throws {
        let step =
            ".measured> INFO\nmask uptime — integer >= 0 — time\nmask avg_ttl — integer — time"
        let real = bulk("# Server\r\nuptime:5\r\nmode:standalone\r\ndb0:keys=1,avg_ttl=7\r\n")
        let same = bulk("# Server\r\nuptime:123\r\nmode:standalone\r\ndb0:keys=1,avg_ttl=0\r\n")
        #expect(try reasons(step, [real], [same]).isEmpty)
        for (from, to) in [
            ("uptime:5", "uptime:x"), ("uptime:5", "uptime:-1"), ("uptime:5\r\n", ""),
            ("standalone", "cluster"), ("keys=1", "keys=2"), ("avg_ttl=7", "avg_ttl=x"),
            ("# Server", "# server"), ("mode", "mood"),
            ("mode:standalone\r\n", "mode:standalone\r\nmore:1\r\n"),
        ] {
            let text = "# Server\r\nuptime:5\r\nmode:standalone\r\ndb0:keys=1,avg_ttl=7\r\n"
            #expect(try reasons(step, [real], [bulk(text.replacing(from, with: to))]).count == 1)
        }
        #expect(try reasons(step, [real], [real.replacing("$", with: "=")]).count == 1)
    }

    @Test func linesOfCommandsComeInAnyOrder() throws {
        let step = ".measured> INFO commandstats"
        let real = bulk("# Commandstats\r\ncmdstat_get:calls=1\r\ncmdstat_eval:calls=2\r\n")
        let same = bulk("# Commandstats\r\ncmdstat_eval:calls=2\r\ncmdstat_get:calls=1\r\n")
        #expect(try reasons(step, [real], [same]).isEmpty)
        let other = bulk("# Commandstats\r\ncmdstat_eval:calls=1\r\ncmdstat_get:calls=2\r\n")
        #expect(try reasons(step, [real], [other]).count == 1)
    }

    @Test func clientListIsComparedByField() throws {
        let step = ".measured> CLIENT LIST\nmask id — integer > 0 — counted"
        let real = bulk("id=3 name= db=0\nid=4 name=b db=1\n")
        #expect(try reasons(step, [real], [bulk("id=7 name= db=0\nid=9 name=b db=1\n")]).isEmpty)
        #expect(try reasons(step, [real], [bulk("id=7 name= db=0\nid=0 name=b db=1\n")]) != [])
        #expect(try reasons(step, [real], [bulk("id=7 name= db=0\nid=9 name=b db=2\n")]) != [])
        #expect(try reasons(step, [real], [bulk("id=7 name= db=0\n")]) != [])
        #expect(try reasons(step, [real], [bulk("id=7 db=0 name=\nid=9 name=b db=1\n")]) != [])
    }

    @Test func verbatimTextsHaveTheSameFields() throws {
        let step = ".measured> CLIENT INFO\nmask id — integer > 0 — counted"
        #expect(try reasons(step, ["=8\r\ntxt:id=3\r\n"], ["=9\r\ntxt:id=12\r\n"]).isEmpty)
        #expect(try reasons(step, ["=8\r\ntxt:id=3\r\n"], ["=8\r\nmkd:id=3\r\n"]) != [])
        #expect(try reasons(step, ["=8\r\ntxt:id=3\r\n"], ["=8\r\ntxt:id=x\r\n"]) != [])
    }

    @Test func maskedTextsAreNotSplit() throws {
        let step = ".measured> COMMAND DOCS get\nmask summary — nonempty — our own words"
        let start = "*2\r\n+summary\r\n"
        #expect(try reasons(step, [start + bulk("Gets it")], [start + bulk("Note: it gets")]) == [])
        #expect(try reasons(step, [start + bulk("Gets it")], [start + bulk("")]) != [])
    }

    @Test func addressesAreNoFields() throws {
        let step = ".measured> SLOWLOG GET\nmask 0.4 — text — a port of chance"
        let entry = "*1\r\n*5\r\n:1\r\n:2\r\n:3\r\n*0\r\n"
        let one = entry + bulk("127.0.0.1:4000")
        #expect(try reasons(step, [one], [entry + bulk("127.0.0.1:5000")]).isEmpty)
        #expect(try reasons(step, [one], [entry + ":5\r\n"]) != [])
    }

    @Test func pairsAndPositions() throws {
        let map = ".measured> MEMORY STATS\nmask peak — integer > 0 — our own memory"
        #expect(try reasons(map, ["*2\r\n+peak\r\n:5\r\n"], ["*2\r\n+peak\r\n:9\r\n"]).isEmpty)
        #expect(try reasons(map, ["%1\r\n+peak\r\n:5\r\n"], ["%1\r\n+peak\r\n:9\r\n"]).isEmpty)
        #expect(try reasons(map, ["*2\r\n+peak\r\n:5\r\n"], ["*2\r\n+peak\r\n:0\r\n"]) != [])
        #expect(try reasons(map, ["*2\r\n+peak\r\n:5\r\n"], ["*2\r\n+peak\r\n+9\r\n"]) != [])
        let time = ".measured> TIME\nmask 1 — integer >= 0 — microseconds"
        #expect(try reasons(time, ["*2\r\n+1\r\n+5\r\n"], ["*2\r\n+1\r\n+6\r\n"]).isEmpty)
        #expect(try reasons(time, ["*2\r\n+1\r\n+5\r\n"], ["*2\r\n+2\r\n+6\r\n"]) != [])
        let both = time + "\nmask 0 — integer > 0 — seconds"
        #expect(try reasons(both, ["*2\r\n+1\r\n+5\r\n"], ["*2\r\n+2\r\n+6\r\n"]).isEmpty)
    }

    @Test func wholeValues() throws {
        let step = ".measured> MEMORY USAGE a\nmask value — within 50% — our own memory"
        #expect(try reasons(step, [":100\r\n"], [":60\r\n"]).isEmpty)
        #expect(try reasons(step, [":100\r\n"], [":40\r\n"]).count == 1)
        #expect(try reasons(step, [":100\r\n"], ["+60\r\n"]).count == 1)
    }

    @Test func risingValues() throws {
        let step = ".measured> INFO\nmask used — rises — our own memory\n"
        let replies = [bulk("used:5\r\n"), bulk("used:6\r\n")]
        #expect(try reasons(step + step, replies, replies).isEmpty)
        #expect(try reasons(step + step, replies, replies.reversed()).count == 1)
    }

    @Test func helpIsComparedByShape() throws {
        let step = ".measured> OBJECT HELP"
        #expect(try reasons(step, ["*2\r\n+a\r\n+b\r\n"], ["*1\r\n+x\r\n"]).isEmpty)
        #expect(try reasons(step, ["*1\r\n+a\r\n"], ["*1\r\n:1\r\n"]).count == 1)
        #expect(try reasons(step, ["*1\r\n+a\r\n"], ["+a\r\n"]).count == 1)
    }
}
