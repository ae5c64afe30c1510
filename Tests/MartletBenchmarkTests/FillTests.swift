import ConformanceKit
import Testing

@testable import martlet_benchmark

@Suite struct FillTests {
    @Test func elementsAreSpelledAsRedisBenchmarkDoes() {
        #expect(Fill.element(0) == "element:000000000000")
        #expect(Fill.element(999_999) == "element:000000999999")
    }

    @Test(.enabled(if: Installed.redis != nil)) func collectionsAreAsLargeAsAskedFor() throws {
        let server = try MeasuredServer(Installed.redis ?? "")
        let socket = try server.connect()
        try Fill.list(of: 1234, socket)
        try Fill.hash(of: 1, socket)
        try Fill.set(of: 500, socket)
        try Fill.sortedSet(of: 501, socket)
        try Fill.stream(of: 700, socket)
        let connection = try ServerConnection(ServerAddress(port: server.port))
        for (command, key, count) in [
            ("LLEN", "mylist", 1234), ("HLEN", "myhash", 1), ("SCARD", "myset", 500),
            ("ZCARD", "myzset", 501), ("XLEN", "mystream", 700),
        ] {
            let reply = connection.execute(command, key)
            #expect(String(decoding: reply.bytes, as: UTF8.self) == ":\(count)\r\n")
        }
    }
}
