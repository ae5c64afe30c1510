import ConformanceKit
import Testing

@testable import Fuzz

@Suite struct CountersTests {
    private func objection(_ one: String, _ other: String) -> String? {
        func reply(_ text: String) -> [UInt8] { Array("$\(text.utf8.count)\r\n\(text)\r\n".utf8) }
        return ReplyRule.counters.objection(reply(one), reply(other))
    }

    @Test func whatIsCountedHasToBeTheSame() {
        #expect(objection("keyspace_hits:1\r\n", "keyspace_hits:2\r\n") == "another keyspace_hits")
        #expect(objection("errorstat_ERR:count=1\r\n", "\r\n") == "another errorstat_ERR")
        #expect(objection("db0:keys=1,avg_ttl=5\r\n", "db0:keys=2,avg_ttl=5\r\n") == "another db0")
    }

    @Test func timeAndMemoryMayDiffer() {
        let head = "cmdstat_get:calls=1,usec="
        #expect(
            objection("\(head)5,usec_per_call=5.00\r\n", "\(head)1,usec_per_call=1.00\r\n") == nil)
        #expect(objection("db0:keys=1,avg_ttl=5\r\n", "db0:keys=1,avg_ttl=6\r\n") == nil)
        #expect(objection("used_memory:1\r\n", "used_memory:2\r\n") == nil)
    }
}
