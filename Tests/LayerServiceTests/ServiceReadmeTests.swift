import ContextCache
import Foundation
import LayerSupport
import ServiceTestSupport
import Testing

@testable import LayerService

/// The README tells of the service what is so.
///
/// `MARTLET_UPDATE=1 swift test --filter ServiceReadmeTests` writes its tables.
@Suite struct ServiceReadmeTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let file = root.appending(path: "README.md")

    private static var routes: String {
        let rows = Route.all.map { route in
            "| `\(route.method) \(route.path)` | \(route.summary) |\n"
        }
        return "| endpoint | what it does |\n|---|---|\n" + rows.joined()
    }

    private static var settings: String {
        let rows = Setting.all.map { setting in
            let value = setting.value(ServiceConfiguration())
            let told =
                setting.name == "data.folder"
                ? "`martlet-layers` in the temporary folder" : "`\(value)`"
            return "| `\(setting.name)` | \(told) | \(setting.summary) |\n"
        }
        return "| setting | by default | |\n|---|---|---|\n" + rows.joined()
    }

    @Test func tablesAreWhatThereIs() throws {
        var readme = try String(contentsOf: Self.file, encoding: .utf8)
        let isUpdating = ProcessInfo.processInfo.environment["MARTLET_UPDATE"] != nil
        for (name, expected) in [("routes", Self.routes), ("settings", Self.settings)] {
            let begin = "<!-- \(name): written by ServiceReadmeTests -->\n"
            let start = try #require(readme.range(of: begin), "README.md lacks \(begin)")
            let end = try #require(readme.range(of: "<!-- end of \(name) -->"))
            let table = start.upperBound..<end.lowerBound
            if isUpdating { readme.replaceSubrange(table, with: expected) }
            #expect(
                isUpdating || readme[table] == expected[...],
                "run MARTLET_UPDATE=1 swift test --filter ServiceReadmeTests/tables")
        }
        if isUpdating { try Data(readme.utf8).write(to: Self.file) }
    }

    /// A command of the README, and what it prints; an ellipsis is anything.
    struct Command: Sendable, CustomTestStringConvertible {
        var line: String
        var output: [String] = []
        var testDescription: String { String(line.prefix(60)) }
    }

    private static func commands() throws -> [Command] {
        let readme = try String(contentsOf: file, encoding: .utf8)
        let section = try #require(readme.components(separatedBy: "## The service\n").last)
        let blocks = section.components(separatedBy: "```console\n").dropFirst()
        let block = try #require(blocks.first { $0.hasPrefix("$ curl") })
        var commands: [Command] = []
        for line in block.components(separatedBy: "\n").prefix(while: { $0 != "```" }) {
            if line.hasPrefix("$ ") {
                commands.append(Command(line: String(line.dropFirst(2))))
            } else {
                commands[commands.count - 1].output.append(line)
            }
        }
        return commands
    }

    /// The README's curl lines run, and print what stands there.
    @Test func examplesRun() async throws {
        let commands = try Self.commands()
        #expect(commands.count == 6)
        try await TestService.run(["planner.pause_milliseconds": "1"]) { service in
            for command in commands {
                let line = command.line.replacing(
                    "localhost:1733", with: "127.0.0.1:\(service.port)")
                let printed = try await Self.run(line).split(separator: "\n").map(String.init)
                #expect(printed.count == command.output.count, "\(line): \(printed)")
                for (line, expected) in zip(printed, command.output) {
                    #expect(Self.matches(line, expected), "\(line) instead of \(expected)")
                }
            }
        }
    }

    private static func matches(_ line: String, _ expected: String) -> Bool {
        let parts = expected.components(separatedBy: "…")
        guard line.hasPrefix(parts[0]), line.hasSuffix(parts[parts.count - 1]) else { return false }
        return parts.count > 1 || line == expected
    }

    /// Runs a line of a shell in the package's folder; returns what it prints.
    private static func run(_ line: String) async throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", line]
        process.currentDirectoryURL = root
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return await output.text()
    }

    /// The README's file is read as it says.
    @Test func theFileIsRead() throws {
        let readme = try String(contentsOf: Self.file, encoding: .utf8)
        let yaml = try #require(
            readme.components(separatedBy: "```yaml\nserver:").last?.components(separatedBy: "```")
                .first)
        let configuration = try ServiceConfiguration(
            yaml: "server:" + yaml, environment: ["REDIS_URL": "redis://db"])
        #expect(configuration.host == "0.0.0.0" && configuration.port == 1733)
        #expect(configuration.redisURL == "redis://db")
        #expect(configuration.cache.chat.bufferSize == 10)
    }
}
