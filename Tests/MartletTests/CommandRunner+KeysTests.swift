import Martlet
import Testing

@Suite struct CommandRunnerKeysTests {
    let clock = ManualClock()
    let server: Martlet

    init() throws {
        server = try Martlet.start(.inProcess.with(clock: clock))
        try server.mset(["a": "1", "b": "2", "c": "3"])
    }

    @Test func removing() throws {
        #expect(try server.del("a") == 1)
        #expect(try server.del("a", "b", "x") == 1)
        #expect(try server.del() == 0)
        #expect(try server.dbSize() == 1)
        try server.flushDB()
        #expect(try server.dbSize() == 0)
        try server.set("a", "1")
        try server.flushAll()
        #expect(try server.exists("a") == false)
    }

    @Test func expiring() throws {
        #expect(try server.ttl("a") == .never)
        #expect(try server.ttl("x") == .missing)
        #expect(try server.expire("x", in: .seconds(1)) == false)
        #expect(try server.expire("a", in: .milliseconds(2500)))
        #expect(try server.ttl("a") == .after(.milliseconds(2500)))
        #expect(try server.persist("a"))
        #expect(try server.persist("a") == false)
        #expect(try server.expire("a", atMillisecondsSince1970: 1_700_000_000_100))
        clock.advance(by: .milliseconds(99))
        #expect(try server.exists("a"))
        clock.advance(by: .milliseconds(1))
        #expect(try server.exists("a") == false)
    }

    @Test func looking() throws {
        #expect(try server.type(of: "a") == "string")
        #expect(try server.type(of: "x") == nil)
        #expect(try server.keys().sorted() == ["a", "b", "c"])
        #expect(try server.keys("[ab]").sorted() == ["a", "b"])
        try server.rename("a", to: "d")
        #expect(try server.get("d") == "1")
        #expect(throws: MartletError.self) { try server.rename("x", to: "y") }
    }
}
