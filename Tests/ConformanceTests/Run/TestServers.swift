@testable import ConformanceKit
import Foundation

/// The servers and files that the tests need.
enum TestServers {
    /// The real server's program, if it is installed.
    static let redis = ServerProcess.find("redis-server")

    /// Whether tests against the real server have to run: where it is installed, and in CI always.
    static let needRedis = redis != nil || ProcessInfo.processInfo.environment["CI"] != nil

    static let missing = "redis-server is not in PATH"

    struct NotFound: Error, CustomStringConvertible {
        var description: String
    }

    static func redisServers(_ name: String = "redis-server") throws -> ProgramServers {
        guard let redis else { throw NotFound(description: missing) }
        return ProgramServers(name: name, program: redis)
    }

    /// The server that was built with the tests.
    static func martletServers() throws -> ProgramServers {
        ProgramServers(name: "martlet-server", program: try program("martlet-server"))
    }

    /// A program that was built with the tests, in the same folder.
    static func program(_ name: String) throws -> String {
        let places = [
            Bundle.main.executableURL, Bundle.main.bundleURL,
            URL(fileURLWithPath: CommandLine.arguments[0]),
            root.appendingPathComponent(".build/debug/none"),
        ]
        for place in places {
            guard let folder = place?.deletingLastPathComponent() else { continue }
            let path = folder.appendingPathComponent(name).path
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw NotFound(description: "\(name) is not beside the tests")
    }

    /// The package's folder.
    static let root: URL = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }()

    /// What Martlet is known to do otherwise.
    static func knownDifferences() throws -> KnownDifferences {
        try KnownDifferences(path: root.appendingPathComponent("Conformance/Differences").path)
    }

    static func allEntries() throws -> [SuiteRun.Entry] {
        try CaseFile.all(in: root.appendingPathComponent("Conformance/Cases").path)
            .flatMap { file in file.cases.map { SuiteRun.Entry(test: $0, masks: file.masks) } }
    }

    static func entries(_ text: String) throws -> [SuiteRun.Entry] {
        let file = try CaseFile(text, file: "test.case")
        return file.cases.map { SuiteRun.Entry(test: $0, masks: file.masks) }
    }
}
