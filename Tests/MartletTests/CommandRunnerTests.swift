import Martlet
import Testing

@Suite struct CommandRunnerTests {
    let server: Martlet

    init() throws {
        server = try Martlet.start(.inProcess.with(clock: ManualClock()))
    }

    @Test func executesAnyCommand() throws {
        #expect(try server.execute("SET", "k", "v") == .simpleString("OK"))
        #expect(try server.execute("GET", "k") == .bulkString(Array("v".utf8)))
        #expect(try server.execute("GET", "absent") == .null)
        #expect(try server.execute([Array("SET".utf8), [0, 255], []]) == .simpleString("OK"))
        #expect(try server.execute([Array("GET".utf8), [0, 255]]) == .bulkString([]))
    }

    @Test func errorsHaveTheServersCodeAndText() throws {
        let error = #expect(throws: MartletError.self) { try server.execute("GET") }
        #expect(error?.code == .generic)
        #expect(error?.message == "wrong number of arguments for 'get' command")
        #expect(
            try server.reply(to: "GET")
                == .error("ERR wrong number of arguments for 'get' command"))
        #expect(try server.reply(to: [Array("PING".utf8)]) == .simpleString("PONG"))
    }

    @Test func anEmptyCommandHasNoReply() throws {
        #expect(try server.execute([[UInt8]]()) == .null)
        #expect(try server.execute("PING") == .simpleString("PONG"))
    }

    /// Values and arguments beyond every buffer's size come back the same.
    @Test(arguments: [0, 1, 100, 40_000, 70_000, 3_000_000])
    func carriesValuesOfAnySize(count: Int) throws {
        let value = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try server.set("a", value)
        #expect(try server.getBytes("a") == value)
        try server.execute([Array("SET".utf8), Array("b".utf8), value])
        #expect(try server.execute("GET", "b") == .bulkString(value))
        #expect(try server.withBytes(of: "b") { bytes in bytes.count } == count)
        #expect(try server.execute([Array("ECHO".utf8), value]) == .bulkString(value))
    }

    @Test func commandsWithManyArguments() throws {
        let keys = (0..<3000).map { "key:\($0)" }
        try server.execute(
            [Array("MSET".utf8)] + keys.flatMap { key in [Array(key.utf8), Array("v".utf8)] })
        #expect(try server.dbSize() == 3000)
        #expect(try server.mget(keys + ["absent"]) == keys.map { _ in "v" } + [nil])
    }

    /// Many threads at once: each command is whole, and its reply its own.
    @Test func isUsedFromAnyThread() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask { [server] in
                    for i in 0..<500 {
                        try server.set("k\(task)", "\(task):\(i)")
                        try server.incr("sum")
                        guard try server.get("k\(task)") == "\(task):\(i)" else {
                            throw MartletError(code: .generic, message: "mixed up")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try server.get("sum") == "4000")
    }
}
