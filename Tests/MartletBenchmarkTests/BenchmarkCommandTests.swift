import ArgumentParser
import ConformanceKit
import Foundation
import Testing

@testable import martlet_benchmark

@Suite struct BenchmarkCommandTests {
    @Test func measuresAllAgainstRedisServerByDefault() throws {
        let command = try BenchmarkCommand.parse([])
        #expect(command.peer == "redis-server")
        #expect(command.only == nil && command.server == nil && command.json == nil)
        #expect(command.pairs == 3)
    }

    @Test(arguments: [["--pairs", "x"], ["--nosuch"], ["extra"]])
    func refusesWhatItDoesNotKnow(arguments: [String]) {
        #expect(throws: (any Error).self) { try BenchmarkCommand.parse(arguments) }
    }

    @Test func aPeerThatIsNotInstalledIsNamed() async throws {
        let command = try BenchmarkCommand.parse(["--peer", "no-such-server"])
        let error = await #expect(throws: ValidationError.self) { try await command.run() }
        #expect(error?.message == "no-such-server is not installed")
    }

    @Test func measuresOnlyWhatIsAskedFor() async throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("figures-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let command = try BenchmarkCommand.parse([
            "--server", "/bin/echo", "--peer", "/bin/echo", "--only", "nothing", "--json", path,
        ])
        try await command.run()
        let document = try FigureDocument(path: path)
        #expect(document.figures == [])
        #expect(document.peer.name == "echo")
    }
}
