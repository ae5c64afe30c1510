import MartletEngine
import Testing

@Suite struct ReplicationCommandsTests {
    private static let noReplicas = "-ERR FAILOVER requires connected replicas.|"

    @Test(
        arguments: [
            ("", noReplicas), ("TO a 1 TIMEOUT 10 FORCE", noReplicas),
            ("FORCE TO a -1", noReplicas),
            ("ABORT", "-ERR No failover in progress.|"), ("ABORT x", "-ERR syntax error|"),
            ("TO a", "-ERR syntax error|"), ("FORCE FORCE", "-ERR syntax error|"),
            ("TIMEOUT 0", "-ERR FAILOVER timeout must be greater than 0|"),
            ("TO a b", "-ERR value is not an integer or out of range|"),
        ])
    func failover(options: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run("FAILOVER \(options)") == expected)
    }

    @Test(
        arguments: [
            ("", "+OK|"), ("listening-port 1 ip-address x capa eof", "+OK|"), ("ack 1", ""),
            ("getack *", ""), ("capa x ACK 1 nosuch x", ""), ("capa", "-ERR syntax error|"),
            ("a b", "-ERR Unrecognized REPLCONF option: a|"),
            ("listening-port x", "-ERR value is not an integer or out of range|"),
            ("rdb-only 2", "-ERR value is out of range, value must between 0 and 1|"),
            ("rdb-filter-only \"functions x\"", "-ERR Unsupported rdb-filter-only option: x|"),
            ("rdb-filter-only \"'\"", "-ERR Missing rdb-filter-only values|"),
            (
                "ip-address \(String(repeating: "x", count: 256))",
                "-ERR REPLCONF ip-address provided by replica instance is too long: 256 bytes|"
            ),
        ])
    func replconf(options: String, expected: String) {
        var engine = TestEngine()
        #expect(engine.run("REPLCONF \(options)") == expected)
    }

    @Test(arguments: ["SYNC", "PSYNC ? -1"]) func nobodyIsFed(line: String) {
        var engine = TestEngine()
        #expect(engine.run(line) == "-ERR This server can't feed replicas yet|")
    }
}
