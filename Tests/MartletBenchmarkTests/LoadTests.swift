import ConformanceKit
import Testing

@testable import martlet_benchmark

@Suite struct LoadTests {
    @Test func loadsHaveNamesOfTheirOwn() {
        for loads in [CollectionLoads.small, CollectionLoads.million] {
            #expect(Set(loads.map(\.name)).count == loads.count)
        }
    }

    /// What only reads finds what it reads, and pops find enough to pop.
    @Test(.enabled(if: Installed.redis != nil)) func theDataIsThere() throws {
        let server = try MeasuredServer(Installed.redis ?? "")
        let socket = try server.connect()
        let connection = try ServerConnection(ServerAddress(port: server.port))
        for load in CollectionLoads.small {
            _ = connection.execute("FLUSHALL")
            try load.fill?(socket, 700)
            guard load.onlyReads, case .words(let words) = load.command,
                let key = words.dropFirst().first
            else { continue }
            let reply = String(decoding: connection.execute("EXISTS", key).bytes, as: UTF8.self)
            #expect(reply == ":1\r\n")
        }
    }
}
