@testable import ConformanceKit
import Testing

/// That a difference is found wherever there is one, under every comparator.
@Suite struct RecordComparisonTests {
    private func reasons(
        _ step: String, _ real: String, _ target: String,
        _ endings: [ServerConnection.Ending] = [.arrived, .arrived]
    ) throws -> [String] {
        let test = try #require(try CaseFile("== A\n\(step)", file: "a.case").cases.first)
        let records = zip([real, target], endings).map { text, ending in
            var record = CaseRecord()
            let reply = ServerConnection.Received(bytes: Array(text.utf8), ending: ending)
            record.steps = [.init(line: 2, replies: [reply])]
            record.keyspace = []
            return record
        }
        return RecordComparison.differences(of: records[1], from: records[0], in: test)
            .map(\.reason)
    }

    @Test func exact() throws {
        #expect(try reasons("> GET a", "+OK\r\n", "+OK\r\n").isEmpty)
        #expect(try reasons("> GET a", "+OK\r\n", "+ok\r\n") == ["other replies"])
        #expect(try reasons("> GET a", "$2\r\nOK\r\n", "+OK\r\n") == ["other replies"])
        #expect(try reasons("> GET a", "*2\r\n:1\r\n:2\r\n", "*2\r\n:2\r\n:1\r\n") != [])
    }

    @Test func endings() throws {
        #expect(
            try reasons("> GET a", "", "", [.closed, .arrived]) == ["answered"])
        #expect(
            try reasons("> GET a", "+OK\r\n", "", [.arrived, .timedOut])
                == ["did not answer in time"])
        #expect(try reasons("> GET a", "", "", [.timedOut, .timedOut]).count == 1)
    }

    @Test func unordered() throws {
        let step = ".unordered> KEYS *"
        #expect(try reasons(step, "*2\r\n:1\r\n:2\r\n", "*2\r\n:2\r\n:1\r\n").isEmpty)
        #expect(try reasons(step, "*2\r\n:1\r\n:2\r\n", "*2\r\n:2\r\n:2\r\n") != [])
        #expect(try reasons(step, "*2\r\n:1\r\n:2\r\n", "~2\r\n:1\r\n:2\r\n") != [])
        #expect(
            try reasons(
                step, "%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n", "%2\r\n+b\r\n:2\r\n+a\r\n:1\r\n"
            ).isEmpty)
        #expect(
            try reasons(step, "%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n", "%2\r\n+b\r\n:1\r\n+a\r\n:2\r\n")
                != [])
        let pairs = ".unordered.pairs> CONFIG GET *"
        let flat = "*4\r\n+a\r\n:1\r\n+b\r\n:2\r\n"
        #expect(try reasons(pairs, flat, "*4\r\n+b\r\n:2\r\n+a\r\n:1\r\n").isEmpty)
        #expect(try reasons(pairs, flat, "*4\r\n+b\r\n:1\r\n+a\r\n:2\r\n") != [])
        #expect(
            try reasons(step, "*1\r\n*2\r\n:1\r\n:2\r\n", "*1\r\n*2\r\n:2\r\n:1\r\n").isEmpty)
    }

    @Test func random() throws {
        let step = ".random> SRANDMEMBER s 2\nmembers a b c"
        #expect(try reasons(step, "*2\r\n+a\r\n+b\r\n", "*2\r\n+c\r\n+b\r\n").isEmpty)
        #expect(try reasons(step, "*2\r\n+a\r\n+b\r\n", "*2\r\n+c\r\n+d\r\n") != [])
        #expect(try reasons(step, "*2\r\n+a\r\n+b\r\n", "*1\r\n+c\r\n") != [])
        #expect(try reasons(step, "*1\r\n+a\r\n", "*1\r\n$1\r\na\r\n") != [])
    }

    @Test func distribution() throws {
        let step = ".draws=100> RANDOMKEY\nmembers a b"
        let fair = String(repeating: "+a\r\n+b\r\n", count: 50)
        let unfair = String(repeating: "+a\r\n", count: 90) + String(repeating: "+b\r\n", count: 10)
        #expect(try reasons(step, fair, fair).isEmpty)
        #expect(try reasons(step, fair, unfair) == ["“b” was drawn 10 times of 100"])
    }

    @Test func leftovers() throws {
        let test = try #require(try CaseFile("== A\n> PING", file: "a.case").cases.first)
        var real = CaseRecord()
        real.steps = [.init(line: 2, replies: [.init(bytes: [], ending: .arrived)])]
        real.keyspace = []
        var target = real
        target.leftovers = ["": Array("+OK\r\n".utf8)]
        #expect(RecordComparison.differences(of: target, from: real, in: test).count == 1)
    }

    @Test func keyspaces() throws {
        let test = try #require(try CaseFile("== A\n> PING", file: "a.case").cases.first)
        var real = CaseRecord()
        real.steps = [.init(line: 2, replies: [.init(bytes: [], ending: .arrived)])]
        let key = KeyRecord(
            database: 0, key: [97], type: Array("string".utf8), value: [1],
            encoding: Array("embstr".utf8), hasTTL: false)
        real.keyspace = [key]
        let changes: [(inout KeyRecord) -> Void] = [
            { $0.database = 1 }, { $0.key = [98] }, { $0.type = [1] }, { $0.value = [2] },
            { $0.encoding = Array("raw".utf8) }, { $0.hasTTL = true },
        ]
        for change in changes {
            var target = real
            var other = key
            change(&other)
            target.keyspace = [other]
            #expect(RecordComparison.differences(of: target, from: real, in: test).count == 1)
        }
        var empty = real
        empty.keyspace = []
        #expect(RecordComparison.differences(of: empty, from: real, in: test).count == 1)
        var unknown = real
        unknown.keyspace = nil  // tells nothing of the key
        #expect(RecordComparison.differences(of: unknown, from: real, in: test).count == 1)
        #expect(RecordComparison.differences(of: real, from: real, in: test).isEmpty)
    }
}
