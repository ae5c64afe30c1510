@testable import ConformanceKit
import Testing

@Suite struct GoldenFileTests {
    private let test = """
        == A case
        > SET "a b" ""
        a,b.closed> QUIT
        wait 1
        .raw> 100*"x"
        """

    private func record() -> CaseRecord {
        var record = CaseRecord()
        record.steps = [
            .init(line: 0, replies: [.init(bytes: Array("+OK\r\n".utf8), ending: .arrived)]),
            .init(
                line: 0,
                replies: [
                    .init(bytes: [], ending: .closed), .init(bytes: [0, 255], ending: .timedOut),
                ]),
            .init(
                line: 0,
                replies: [
                    .init(bytes: [UInt8](repeating: 7, count: 500), ending: .unreadable)
                ]),
        ]
        record.leftovers = ["": [1], "b": Array("< closed".utf8)]
        record.keyspace = [
            KeyRecord(
                database: 3, key: Array("a \"b\"".utf8), type: Array("string".utf8), value: [32],
                encoding: Array("int".utf8), hasTTL: true),
            KeyRecord(
                database: 4, key: [], type: Array("list".utf8), value: nil, encoding: nil,
                hasTTL: false),
        ]
        return record
    }

    @Test func textHoldsEverything() throws {
        let test = try #require(try CaseFile(test, file: "a.case").cases.first)
        var file = GoldenFile()
        file.server = "redis-server 7.0.15, build abc"
        file.add(record(), of: test, in: .resp2)
        var unknown = record()
        unknown.keyspace = nil
        file.add(unknown, of: test, in: .resp3)
        let read = try GoldenFile(file.text, file: "a.golden")
        #expect(read == file)
        #expect(read.record(of: test, in: .resp2) == record())
        #expect(read.record(of: test, in: .resp3) == unknown)
    }

    @Test func equalProtocolsAreWrittenOnce() throws {
        let test = try #require(try CaseFile(test, file: "a.case").cases.first)
        var file = GoldenFile()
        file.add(record(), of: test, in: .resp2)
        file.add(record(), of: test, in: .resp3)
        #expect(file.text.contains("-- RESP2, RESP3\n"))
        #expect(
            try GoldenFile(file.text, file: "a.golden").record(of: test, in: .resp3) == record())
    }

    @Test func otherStepsHaveNoRecord() throws {
        let test = try #require(try CaseFile(test, file: "a.case").cases.first)
        var file = GoldenFile()
        file.add(record(), of: test, in: .resp2)
        var other = test
        other.steps.removeLast()
        #expect(file.record(of: other, in: .resp2) == nil)
        #expect(file.record(of: test, in: .resp3) == nil)
    }

    @Test func errorsNameTheLine() {
        #expect(throws: CaseFile.SyntaxError.self) {
            try GoldenFile("== A\n-- RESP2\n> PING\n< \"+PO", file: "a.golden")
        }
    }
}
