import Martlet
import Testing

@Suite struct CommandRunnerStreamsTests {
    @Test func entriesAreAddedAndRead() async throws {
        let server = try Martlet.start(.inProcess)
        #expect(try server.xlen("s") == 0)
        #expect(try server.xadd("s", ["a": "1", "b": "2"], id: "5-1") == "5-1")
        #expect(try server.xadd("s", ["a": "3"], id: "6-0") == "6-0")
        #expect(try server.xadd("s", ["a": "4"]).hasSuffix("-0"))
        #expect(try server.xlen("s") == 3)
        let first = try #require(try server.xrange("s", count: 1).first)
        #expect(first.id == "5-1")
        #expect(first["b"] == "2")
        #expect(first["c"] == nil)
        #expect(try server.xrange("s", from: "6", through: "6").map(\.id) == ["6-0"])
        #expect(try server.xdel("s", "5-1", "9-9") == 1)
        #expect(throws: MartletError.self) { try server.xadd("s", ["a": "1"], id: "1-1") }
        #expect(try await server.xread("s", after: "0", count: 1).map(\.id) == ["6-0"])
        #expect(try await server.xread("s", timeout: .zero) == [])
    }

    @Test(arguments: [false, true]) func readersWait(listens: Bool) async throws {
        let server = try Martlet.start(listens ? .init() : .inProcess)
        try server.execute("XGROUP", "CREATE", "s", "g", "$", "MKSTREAM")
        let reader = Task { try await server.xread("s") }
        await server.waitForBlocked(1)
        let consumer = Task {
            try await server.xreadgroup("s", group: "g", consumer: "c", timeout: .seconds(60))
        }
        await server.waitForBlocked(2)
        let id = try server.xadd("s", ["a": "1"])
        #expect(try await reader.value.map(\.id) == [id])
        #expect(try await consumer.value.first?["a"] == "1")
        #expect(try server.xack("s", group: "g", id) == 1)
        #expect(try server.xack("s", group: "g") == 0)
    }
}
