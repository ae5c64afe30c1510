import ConformanceKit
import Foundation
import Testing

/// The program itself: what it writes, and how it ends.
@Suite struct ReportCommandTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("report-\(UUID().uuidString)").path

    /// Runs the program in the package's folder, and returns its exit code and what it printed.
    private func run(_ arguments: [String]) throws -> (code: Int32, output: String) {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let file = folder + "/output"
        try Data().write(to: URL(filePath: file))
        let process = Process()
        process.executableURL = URL(filePath: try TestServers.program("conformance"))
        process.arguments = arguments
        process.currentDirectoryURL = TestServers.root
        let output = try FileHandle(forWritingTo: URL(filePath: file))
        process.standardOutput = output
        process.standardError = output
        try process.run()
        while process.isRunning { Thread.sleep(forTimeInterval: 0.01) }
        return (process.terminationStatus, try String(contentsOfFile: file, encoding: .utf8))
    }

    private func removeFolder() { try? FileManager.default.removeItem(atPath: folder) }

    @Test func writesTheReportAndItAgainFromTheResults() throws {
        defer { removeFolder() }
        let results = folder + "/results.json"
        let made = try run([
            "report", "--golden", "--only", "PING*", "--json", results, "--output", folder,
        ])
        #expect(made.code == 0, "\(made.output)")
        let page = try String(contentsOfFile: folder + "/conformance.html", encoding: .utf8)
        #expect(page.contains("<th scope=\"row\">PING</th>"))
        #expect(page.contains("Only cases that fit PING*."))
        #expect(!made.output.contains("\r"), "progress is for terminals")
        let again = try run([
            "report", "--results", results, "--only", "PING*", "--output", folder + "/again",
        ])
        #expect(again.code == 0, "\(again.output)")
        #expect(
            try String(contentsOfFile: folder + "/again/conformance.html", encoding: .utf8) == page)
    }

    @Test func staleDifferencesEndWith1() throws {
        defer { removeFolder() }
        let file = folder + "-differences"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try "differs connection: PING* — what — why".write(
            toFile: file, atomically: true, encoding: .utf8)
        let run = try run(["--golden", "--only", "PING*", "--differences", file])
        #expect(run.code == 1)
        #expect(run.output.contains("passes in RESP2"))
    }

    @Test(
        arguments: [
            (["--target", "redis://127.0.0.1:1"], 2), (["--martlet", "nosuch-server"], 2),
            (["--cases", "/nosuch"], 2), (["--target", "nonsense"], 64), (["--since", "x"], 64),
            (["--nosuch"], 64), (["report", "--results", "x", "--golden"], 64),
            (["report", "--results", "/nosuch"], 2), (["report", "--benchmark", "/nosuch"], 2),
        ] as [([String], Int32)])
    func otherFailuresHaveTheirCodes(arguments: [String], code: Int32) throws {
        defer { removeFolder() }
        let run = try run(arguments + ["--only", "PING*"])
        #expect(run.code == code, "\(run.output)")
    }

    @Test(
        arguments: [
            "fuzz --steps 0", "fuzz --sequence 0", "fuzz --differences 0", "soak --seconds 0",
            "soak --clients 0", "protocol --seconds 0", "protocol --samples 0",
            "linearizability --clients 0", "linearizability --seconds 0",
        ])
    func runsOfNothingAreRefused(line: String) throws {
        defer { removeFolder() }
        let run = try run(line.split(separator: " ").map(String.init))
        #expect(run.code == 64, "\(run.output)")
    }

    @Test func filesWithOtherContentAreNamed() throws {
        defer { removeFolder() }
        let file = folder + "-text"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try "no JSON".write(toFile: file, atomically: true, encoding: .utf8)
        for option in ["--results", "--benchmark"] {
            let run = try run(
                ["report", option, file, "--golden", "--only", "PING*"].filter {
                    option == "--benchmark" || $0 != "--golden"
                })
            #expect(run.code == 2)
            #expect(run.output.contains("\(file): these are no "), "\(run.output)")
        }
    }
}
