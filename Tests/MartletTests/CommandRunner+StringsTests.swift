import Martlet
import Testing

@Suite struct CommandRunnerStringsTests {
    let clock = ManualClock()
    let server: Martlet

    init() throws {
        server = try Martlet.start(.inProcess.with(clock: clock))
    }

    @Test func setAndGet() throws {
        #expect(try server.get("k") == nil)
        #expect(try server.set("k", "väl\u{0}ue"))
        #expect(try server.get("k") == "väl\u{0}ue")
        try server.set("k", [0xff, 0x41])
        #expect(try server.get("k") == "\u{FFFD}A")
        #expect(try server.getBytes("k") == [0xff, 0x41])
        #expect(try server.getBytes("absent") == nil)
        try server.set("", "empty")
        #expect(try server.get("") == "empty")
    }

    @Test func setWithOptions() throws {
        #expect(try server.set("k", "1", condition: .present) == false)
        #expect(try server.set("k", "1", condition: .absent))
        #expect(try server.set("k", "2", expiry: .milliseconds(1500)))
        #expect(try server.ttl("k") == .after(.milliseconds(1500)))
        #expect(try server.set("k", "3", expiry: .keep, condition: .present))
        #expect(try server.ttl("k") == .after(.milliseconds(1500)))
        #expect(
            try server.set("k", "4", expiry: .at(millisecondsSince1970: 1_700_000_000_007)))
        #expect(try server.ttl("k") == .after(.milliseconds(7)))
        #expect(throws: MartletError.self) {
            try server.set("k", "5", expiry: .after(.zero))
        }
        #expect(try server.get("k") == "4")
    }

    @Test func borrowsTheValue() throws {
        try server.set("text", "hello")
        try server.set("number", "12345")
        #expect(try server.withBytes(of: "text") { bytes in bytes[1] } == UInt8(ascii: "e"))
        #expect(try server.withBytes(of: "number") { bytes in bytes.count } == 5)
        #expect(try server.withBytes(of: "absent") { bytes in bytes.count } == nil)
        // With somebody watching, the command takes the long way.
        let session = try server.connect()
        try session.execute("MONITOR")
        #expect(try server.withBytes(of: "text") { bytes in bytes.count } == 5)
        #expect(session.takeMessages().first?.text?.hasSuffix("\"GET\" \"text\"") == true)
    }

    @Test func wrongTypesAreErrors() throws {
        try server.set("k", "text")
        let error = #expect(throws: MartletError.self) { try server.incr("k") }
        #expect(error?.description == "ERR value is not an integer or out of range")
    }

    @Test func numbersAndLengths() throws {
        #expect(try server.incr("n") == 1)
        #expect(try server.incr("n", by: -5) == -4)
        #expect(try server.append("00", to: "n") == 4)
        #expect(try server.strlen("n") == 4)
        #expect(try server.strlen("absent") == 0)
    }

    @Test func severalAtOnce() throws {
        try server.mset(["a": "1", "b": "2"])
        try server.mset([:])
        #expect(try server.mget(["a", "x", "b"]) == ["1", nil, "2"])
        #expect(try server.mget([]) == [])
    }
}
