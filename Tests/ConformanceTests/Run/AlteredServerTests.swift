@testable import ConformanceKit
import Testing
import ThreadTestSupport

/// A runner that cannot fail is worthless: it must find every alteration of a server.
@Suite(
    .serialized, .ownThread,
    .enabled(if: TestServers.needRedis, "redis-server is not in PATH"))
struct AlteredServerTests {
    static let script = """
        == A value
        > SET k hello
        > GET k
        == An error
        > INCR
        == An integer
        > APPEND k abc
        == A null
        > GET nosuch
        == A time to live
        > SET k v EX 1000
        == An encoding
        > SET k 123
        == Keys in any order
        > MSET a 1 b 2
        .unordered> KEYS *
        == A field
        .measured> INFO replication
        mask master_replid — hex 40 — drawn at random
        == The end of a connection
        .raw.closed> "*x\\r\\n"
        == A scan
        > MSET a 1 b 2 c 3
        .scan> SCAN 0 COUNT 1
        == A draw
        > SET k v
        .draws=100> RANDOMKEY
        members k
        == A field of an earlier reply
        b.measured> CLIENT INFO
        mask id — integer > 0 — counted
        mask addr — matching 127.0.0.1:* — a port of chance
        mask laddr — matching 127.0.0.1:* — a port of chance
        mask fd — integer > 0 — the system's
        mask age — integer >= 0 — wall time
        mask idle — integer >= 0 — wall time
        mask rbs — integer > 0 — smaller after a second
        mask rbp — integer >= 0 — a peak of the last seconds
        mask tot-mem — integer > 0 — the buffers among it
        > CLIENT KILL ADDR {b.addr}
        b.closed>
        == A server of its own [own]
        .closed> SHUTDOWN NOSAVE
        == The defaults [defaults]
        > DEBUG SLEEP 0
        == A password [config requirepass secret]
        > GET k
        > AUTH secret
        > GET k
        """

    @Test func realAgainstReal() throws {
        let run = SuiteRun(
            real: LiveRecords(try TestServers.redisServers()),
            target: LiveRecords(try TestServers.redisServers()))
        let results = run.run(try TestServers.entries(Self.script))
        #expect(results.count == 30)
        #expect(results.filter { $0.outcome != .passed }.map(\.report) == [])
    }

    @Test(arguments: [
        ("hello", "hellp", ["A value"]),
        ("$5\r\nhello", "+hello\r\n", ["A value"]),
        ("wrong number", "wrong numbers", ["An error"]),
        (":3\r\n", ":4\r\n", ["An integer"]),
        ("$-1\r\n", "$0\r\n\r\n", ["A null"]),
        ("_\r\n", "$-1\r\n", ["A null"]),
        ("+string\r\n:", "+string\r\n:-", ["A time to live"]),
        ("int\r\n", "raw\r\n", ["An encoding"]),
        ("$1\r\na\r\n", "$1\r\nz\r\n", ["Keys in any order", "A scan"]),
        ("$1\r\nk\r\n", "$1\r\nK\r\n", ["A draw"]),
        ("role:master", "role:slave!", ["A field"]),
        ("connected_slaves", "connected_slavex", ["A field"]),
        ("master_replid:", "master_replid:xx", ["A field"]),
        ("-ERR Protocol error", "-ERR protocol error", ["The end of a connection"]),
        ("-ERR Protocol error: invalid multibulk length\r\n", "", ["The end of a connection"]),
    ])
    func alteration(text: String, other: String, titles: [String]) throws {
        let server = try TestServers.redisServers()
        let proxy = try AlteringProxy(
            before: server.ordinary(), replacing: text, by: other)
        defer { proxy.stop() }
        let target = RunningServer(name: "altered", address: proxy.address)
        let run = SuiteRun(
            real: LiveRecords(try TestServers.redisServers()),
            target: LiveRecords(target, patience: .milliseconds(300)))
        let results = run.run(try TestServers.entries(Self.script))
        let failed = Set(results.filter(\.isFailed).map(\.test.title))
        #expect(failed.isSuperset(of: titles), "failed: \(failed.sorted())")
        #expect(failed.count < 9, "more failed than was altered: \(failed.sorted())")
        withExtendedLifetime(server) {}
    }

    @Test func unalteredProxyPasses() throws {
        let server = try TestServers.redisServers()
        let proxy = try AlteringProxy(
            before: server.ordinary(), replacing: "never sent", by: "x")
        defer { proxy.stop() }
        let target = RunningServer(name: "proxy", address: proxy.address)
        let run = SuiteRun(
            real: LiveRecords(try TestServers.redisServers()), target: LiveRecords(target))
        let results = run.run(try TestServers.entries(Self.script))
        #expect(results.filter(\.isFailed).map(\.report) == [])
        // What needs servers started otherwise is told to be skipped, and no more than that.
        #expect(results.filter(\.isSkipped).count == 6)
        withExtendedLifetime(server) {}
    }

    @Test func serverThatIsNotThereFails() throws {
        let target = RunningServer(name: "nobody", address: ServerAddress(port: 1))
        let run = SuiteRun(
            real: LiveRecords(try TestServers.redisServers()), target: LiveRecords(target))
        let results = run.run(try TestServers.entries("== A\n> PING"))
        #expect(results.filter { !$0.isFailed }.isEmpty)
    }
}
