import Martlet
import Testing

@Suite struct CommandRunnerSortedSetsTests {
    let server: Martlet

    init() throws {
        server = try Martlet.start(.inProcess)
    }

    @Test func scores() throws {
        #expect(try server.zadd("z", ["a": 1, "b": 2.5]) == 2)
        #expect(try server.zadd("z", ["a": -.infinity, "c": 1e300]) == 1)
        #expect(try server.zadd("z", [:]) == 0)
        #expect(try server.zscore("z", "a") == -.infinity)
        #expect(try server.zscore("z", "c") == 1e300)
        #expect(try server.zscore("z", "x") == nil)
        #expect(try server.zincrby("z", 0.1, "b") == 2.6)
        #expect(try server.zcard("z") == 3)
        #expect(try server.zrem("z", "a", "x") == 1)
        #expect(throws: MartletError.self) { try server.zadd("z", ["a": .nan]) }
    }

    @Test func ranges() throws {
        try server.zadd("z", ["a": 1, "b": 2, "c": 3])
        let all = [("a", 1.0), ("b", 2), ("c", 3)].map { ScoredMember($0, score: $1) }
        #expect(try server.zrange("z") == all)
        #expect(try server.zrange("z", reversed: true) == all.reversed())
        #expect(try server.zrange("z", from: 1, through: 1).map(\.member) == ["b"])
        #expect(try server.zrange("z", scores: 2...9) == Array(all[1...]))
        #expect(try server.zrange("z", scores: 2...9, reversed: true) == all[1...].reversed())
        #expect(try server.zrange("absent") == [])
        #expect(try server.zcount("z", 0...2) == 2)
        #expect(try server.zrank("z", "c") == 2)
        #expect(try server.zrank("z", "c", reversed: true) == 0)
        #expect(try server.zrank("z", "x") == nil)
        #expect(try server.zremrangebyscore("z", 2...2) == 1)
        #expect(try server.zcard("z") == 2)
    }

    @Test(arguments: ["2", "3"]) func pops(version: String) throws {
        let session = try server.connect()
        try session.execute("HELLO", version)
        try session.zadd("z", ["a": 1, "b": 2.5, "c": 3])
        #expect(try session.zpopmin("z") == [ScoredMember("a", score: 1)])
        #expect(try session.zpopmax("z", count: 5).map(\.score) == [3, 2.5])
        #expect(try session.zpopmin("z") == [])
    }

    @Test func wrongType() throws {
        try server.set("s", "v")
        #expect(throws: MartletError.self) { try server.zadd("s", ["a": 1]) }
        #expect(throws: MartletError.self) { try server.zrange("s") }
    }
}
