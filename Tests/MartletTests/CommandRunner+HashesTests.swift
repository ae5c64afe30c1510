import Martlet
import Testing

@Suite struct CommandRunnerHashesTests {
    let server: Martlet

    init() throws {
        server = try Martlet.start(.inProcess)
    }

    @Test func setAndGet() throws {
        #expect(try server.hset("h", "a", "1"))
        #expect(try server.hset("h", "a", "2") == false)
        #expect(try server.hset("h", ["b": "3", "a": "4", "c": "5"]) == 2)
        #expect(try server.hset("h", [:]) == 0)
        #expect(try server.hget("h", "a") == "4")
        #expect(try server.hget("h", "x") == nil)
        #expect(try server.hget("absent", "a") == nil)
        #expect(try server.hmget("h", ["c", "x", "b"]) == ["5", nil, "3"])
        #expect(try server.hmget("h", []) == [])
        #expect(try server.hlen("h") == 3)
        #expect(try server.hexists("h", "b"))
        #expect(try server.hexists("h", "x") == false)
    }

    @Test func bytes() throws {
        #expect(try server.hset("h", "f", [0xff, 0x41]))
        #expect(try server.hgetBytes("h", "f") == [0xff, 0x41])
        #expect(try server.hget("h", "f") == "\u{FFFD}A")
        #expect(try server.hgetBytes("h", "x") == nil)
        let large = Array(repeating: UInt8(ascii: "v"), count: 200_000)
        try server.hset("h", "large", large)
        #expect(try server.hgetBytes("h", "large") == large)
    }

    @Test("All fields, in either protocol")
    func all() throws {
        try server.hset("h", ["a": "1", "b": "2"])
        #expect(try server.hgetAll("h") == ["a": "1", "b": "2"])
        #expect(try server.hgetAll("absent") == [:])
        let session = try server.connect()
        try session.execute("HELLO", "3")
        #expect(try session.hgetAll("h") == ["a": "1", "b": "2"])
        try session.execute("HELLO", "2")
        #expect(try session.hgetAll("h") == ["a": "1", "b": "2"])
    }

    @Test func removes() throws {
        try server.hset("h", ["a": "1", "b": "2"])
        #expect(try server.hdel("h", "a", "x") == 1)
        #expect(try server.hdel("h") == 0)
        #expect(try server.hdel("h", "b") == 1)
        #expect(try server.exists("h") == false)
    }

    @Test func numbers() throws {
        #expect(try server.hincr("h", "n") == 1)
        #expect(try server.hincr("h", "n", by: -5) == -4)
        try server.hset("h", "t", "text")
        let error = #expect(throws: MartletError.self) { try server.hincr("h", "t") }
        #expect(error?.description == "ERR hash value is not an integer")
    }

    @Test func wrongTypesAreErrors() throws {
        try server.set("k", "text")
        let error = #expect(throws: MartletError.self) { try server.hget("k", "a") }
        #expect(error?.code == .wrongType)
        #expect(throws: MartletError.self) { try server.hset("k", "a", "1") }
        #expect(throws: MartletError.self) { try server.hgetAll("k") }
    }
}
