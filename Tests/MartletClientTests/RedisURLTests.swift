import Testing

@testable import MartletClient

@Suite struct RedisURLTests {
    @Test(
        arguments: [
            ("martlet://memory", .memory(name: "")),
            ("martlet://memory?name=a%20b", .memory(name: "a b")),
            ("redis://localhost", .tcp(.init(host: "localhost", port: 6379), tls: false)),
            ("rediss://h:7000/", .tcp(.init(host: "h", port: 7000), tls: true)),
            ("redis://[::1]:7000", .tcp(.init(host: "::1", port: 7000), tls: false)),
            ("redis://", .tcp(.init(host: "127.0.0.1", port: 6379), tls: false)),
            ("redis+unix:///tmp/a%3Fb.sock", .unix(path: "/tmp/a?b.sock")),
            (
                "redis-cluster://a:1,b",
                .cluster([.init(host: "a", port: 1), .init(host: "b", port: 6379)])
            ),
        ] as [(String, RedisURL.Place)])
    func places(text: String, place: RedisURL.Place) throws {
        #expect(try RedisURL(text).place == place)
    }

    @Test func usersAndDatabases() throws {
        let full = try RedisURL("redis://ada:p%40ss@h:7/3?protocol=2")
        #expect(full.user == "ada" && full.password == "p@ss" && full.database == 3)
        #expect(full.protocolVersion == 2)
        let password = try RedisURL("redis://:secret@h")
        #expect(password.user == nil && password.password == "secret")
        let unix = try RedisURL("redis+unix://:p@/tmp/s?db=2")
        #expect(unix.place == .unix(path: "/tmp/s") && unix.database == 2 && unix.password == "p")
        #expect(try RedisURL("martlet://memory/4").database == 4)
    }

    @Test func writeConcern() throws {
        #expect(
            try RedisURL("redis://h?wait=2&wait-timeout=50").writeConcern
                == RedisWriteConcern(replicas: 2, timeout: .milliseconds(50)))
        #expect(
            try RedisURL("redis-cluster://h?wait=1").writeConcern == RedisWriteConcern(replicas: 1))
        #expect(try RedisURL("redis://h?wait=0&wait-timeout=50").writeConcern == nil)
    }

    @Test(arguments: [
        "localhost", "http://h", "martlet://disk", "redis://h:0", "redis://h:x", "redis://h/a",
        "redis://h?x=1", "redis://h/-1", "redis+unix://", "redis-cluster://", "redis://:1",
        "redis-cluster://h/1", "redis-cluster://h?db=2", "redis://h?protocol=4", "redis://%zz@h",
        "redis://h?wait=x", "redis://h?wait=-1", "redis://h?wait-timeout=0",
    ])
    func nonsenseIsRefused(text: String) {
        let error = #expect(throws: RedisError.self) { try RedisURL(text) }
        #expect(error?.code == .invalidURL)
    }
}
