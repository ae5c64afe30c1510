import Foundation
import Testing

@testable import ConformanceKit

@Suite(.serialized, .enabled(if: TestServers.needRedis, "redis-server is not in PATH"))
struct GoldenFolderTests {
    private static let script = """
        == A value
        > SET k v PX 100000
        > GET k
        == A time
        .measured> TIME
        mask 0 — integer > 0 — wall time
        mask 1 — integer >= 0 — wall time
        == Prose
        .measured> OBJECT HELP
        .measured> COMMAND DOCS get
        mask summary — text — our own words
        """

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("golden-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    private func text(_ folder: String) throws -> String {
        try String(contentsOfFile: folder + "/test.golden", encoding: .utf8)
    }

    @Test func recordsAreTheTruth() throws {
        let real = try TestServers.redisServers()
        let entries = try TestServers.entries(Self.script)
        try withFolder { folder in
            try GoldenFolder(folder: folder).write(
                "test", entries, from: LiveRecords(real), server: "redis-server")
            let run = SuiteRun(real: GoldenFolder(folder: folder), target: LiveRecords(real))
            #expect(run.run(entries).filter { $0.outcome != .passed }.map(\.report) == [])

            let altered = try text(folder).replacing("$1\\r\\nv", with: "$1\\r\\nw")
            try altered.write(toFile: folder + "/test.golden", atomically: true, encoding: .utf8)
            let other = SuiteRun(real: GoldenFolder(folder: folder), target: LiveRecords(real))
            #expect(Set(other.run(entries).filter(\.isFailed).map(\.test.title)) == ["A value"])
        }
    }

    @Test func recordingAgainChangesNothing() throws {
        let real = try TestServers.redisServers()
        let entries = try TestServers.entries(Self.script)
        try withFolder { folder in
            try GoldenFolder(folder: folder).write(
                "test", entries, from: LiveRecords(real), server: "redis-server")
            let first = try text(folder)
            try GoldenFolder(folder: folder).write(
                "test", entries, from: LiveRecords(real), server: "redis-server")
            #expect(try text(folder) == first)
            #expect(!first.contains("Get the value"))
            #expect(!first.contains("ENCODING <key>"))
        }
    }

    @Test func unrecordedCasesFail() throws {
        let real = try TestServers.redisServers()
        let entries = try TestServers.entries("== New\n> PING")
        try withFolder { folder in
            let run = SuiteRun(real: GoldenFolder(folder: folder), target: LiveRecords(real))
            #expect(run.run(entries).filter { !$0.isFailed }.isEmpty)
        }
    }
}
