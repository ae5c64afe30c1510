import ConformanceKit
import Testing

@testable import martlet_benchmark

@Suite(.enabled(if: Installed.redis != nil && Installed.benchmark != nil))
struct LoadGeneratorTests {
    @Test func sendsAsManyCommandsAsAskedFor() throws {
        let server = try MeasuredServer(Installed.redis ?? "")
        _ = try server.connect()
        let rate = try LoadGenerator().run(
            .test("incr"), port: server.port, count: 3000, options: ["-c", "5", "-P", "10"])
        #expect(rate > 100)
        let connection = try ServerConnection(ServerAddress(port: server.port))
        let reply = connection.execute("GET", "counter:__rand_int__")
        #expect(String(decoding: reply.bytes, as: UTF8.self) == "$4\r\n3000\r\n")
    }

    @Test func whatItDoesNotKnowGivesNoFigure() throws {
        let server = try MeasuredServer(Installed.redis ?? "")
        _ = try server.connect()
        let error = #expect(throws: LoadGenerator.RunError.self) {
            try LoadGenerator().run(.test("nosuch"), port: server.port, count: 10, options: [])
        }
        #expect(error?.description == "redis-benchmark printed no figure for test(\"nosuch\")")
    }
}
