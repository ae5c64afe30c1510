import Martlet
import Testing

@Suite struct CommandRunnerSetsTests {
    let server: Martlet

    init() throws {
        server = try Martlet.start(.inProcess)
    }

    @Test func addAndRemove() throws {
        #expect(try server.sadd("s", "a", "b", "a") == 2)
        #expect(try server.sadd("s", "a") == 0)
        #expect(try server.sadd("s") == 0)
        #expect(try server.scard("s") == 2)
        #expect(try server.sismember("s", "a"))
        #expect(try server.sismember("s", "x") == false)
        #expect(try server.srem("s", "a", "x") == 1)
        #expect(try server.srem("s") == 0)
        #expect(try server.smembers("s") == ["b"])
        #expect(try server.srem("s", "b") == 1)
        #expect(try server.exists("s") == false)
        #expect(try server.smembers("s") == [])
    }

    @Test func bytes() throws {
        #expect(try server.sadd("s", [[0xff], [], [0xff]]) == 2)
        #expect(try server.sadd("s", [] as [[UInt8]]) == 0)
        #expect(try server.smembersBytes("s") == [[0xff], []])
        #expect(try server.smembers("s") == ["\u{FFFD}", ""])
    }

    @Test func chance() throws {
        try server.sadd("s", "a", "b")
        let drawn = try #require(try server.srandmember("s"))
        #expect(["a", "b"].contains(drawn))
        let popped = [try server.spop("s"), try server.spop("s")]
        #expect(Set(popped) == ["a", "b"])
        #expect(try server.spop("s") == nil)
        #expect(try server.srandmember("s") == nil)
    }

    @Test("Members, in either protocol")
    func protocols() throws {
        let session = try server.connect()
        for version in ["2", "3"] {
            try session.execute("HELLO", version)
            try session.sadd("s", "1", "2")
            #expect(try session.smembers("s") == ["1", "2"])
        }
    }

    @Test func wrongTypesAreErrors() throws {
        try server.set("k", "text")
        let error = #expect(throws: MartletError.self) { try server.sadd("k", "a") }
        #expect(error?.code == .wrongType)
        #expect(throws: MartletError.self) { try server.smembers("k") }
        #expect(throws: MartletError.self) { try server.spop("k") }
    }
}
