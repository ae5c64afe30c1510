import Martlet
import Testing

@Suite struct CommandRunnerListsTests {
    let server: Martlet

    init() throws {
        server = try Martlet.start(.inProcess)
    }

    @Test func pushAndPop() throws {
        #expect(try server.rpush("l", "b") == 1)
        #expect(try server.rpush("l", "c", "d") == 3)
        #expect(try server.lpush("l", "a") == 4)
        #expect(try server.lpush("l", "1", "0") == 6)
        #expect(try server.lrange("l") == ["0", "1", "a", "b", "c", "d"])
        #expect(try server.lpop("l") == "0")
        #expect(try server.rpop("l") == "d")
        #expect(try server.llen("l") == 4)
        #expect(try server.lpop("absent") == nil)
        #expect(try server.rpop("absent") == nil)
    }

    @Test func bytes() throws {
        #expect(try server.rpush("l", [[0xff, 0x41], []]) == 2)
        #expect(try server.lpush("l", [[0]]) == 3)
        #expect(try server.lrange("l") == ["\0", "\u{FFFD}A", ""])
        #expect(try server.rpopBytes("l") == [])
        #expect(try server.lpopBytes("l") == [0])
        #expect(try server.lpopBytes("l") == [0xff, 0x41])
        #expect(try server.lpopBytes("l") == nil)
        #expect(try server.rpopBytes("l") == nil)
    }

    @Test func ranges() throws {
        try server.rpush("l", "a", "b", "c", "d")
        #expect(try server.lrange("l", from: 1, through: 2) == ["b", "c"])
        #expect(try server.lrange("l", from: -2) == ["c", "d"])
        #expect(try server.lrange("l", through: 0) == ["a"])
        #expect(try server.lrange("l", from: 3, through: 1) == [])
        #expect(try server.lrange("absent") == [])
    }

    @Test func nothingIsAddedByNothing() throws {
        #expect(try server.rpush("l") == 0)
        #expect(try server.exists("l") == false)
        try server.rpush("l", "a")
        #expect(try server.lpush("l", [] as [[UInt8]]) == 1)
    }

    @Test func wrongTypesAreErrors() throws {
        try server.set("k", "text")
        #expect(throws: MartletError.self) { try server.lpush("k", "a") }
        #expect(throws: MartletError.self) { try server.rpush("k") }
        let error = #expect(throws: MartletError.self) { try server.lpop("k") }
        #expect(error?.code == .wrongType)
        #expect(throws: MartletError.self) { try server.lrange("k") }
    }
}
