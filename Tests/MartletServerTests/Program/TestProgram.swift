import Foundation

/// A `martlet-server` process of a test. It is ended with the test.
final class TestProgram {
    struct NotReady: Error {
        let log: String
    }

    /// The built program, beside the tests.
    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("martlet-server").path

    /// A directory of the test's own, where the process works.
    let folder: URL
    private let process = Process()
    private let output: URL

    /// Starts the program with `arguments`; `name` is what it's called by.
    init(
        _ arguments: [String], name: String = "martlet-server", input: String = "",
        files: [String: String] = [:]
    ) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("martlet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        let link = folder.appendingPathComponent(name)
        try FileManager.default.createSymbolicLink(
            at: link, withDestinationURL: URL(fileURLWithPath: Self.path))
        output = folder.appendingPathComponent("output")
        try Data().write(to: output)
        let handle = try FileHandle(forWritingTo: output)
        let inputFile = folder.appendingPathComponent("input")
        try Data(input.utf8).write(to: inputFile)
        process.executableURL = link
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = try FileHandle(forReadingFrom: inputFile)
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    var processID: Int32 { process.processIdentifier }

    /// What it has printed.
    var printed: String { text(of: "output") }

    func text(of name: String) -> String {
        let data = try? Data(contentsOf: folder.appendingPathComponent(name))
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    /// Waits until it serves, and returns the port that it says.
    func waitUntilReady(log name: String = "output") throws -> Int {
        try wait(for: "Ready to accept connections", in: name)
        let log = text(of: name)
        guard let start = log.range(of: "port=")?.upperBound,
            let end = log[start...].firstIndex(of: "."), let port = Int(log[start..<end])
        else { throw NotReady(log: log) }
        return port
    }

    /// Waits until a file of the folder holds `text`.
    func wait(for text: String, in name: String) throws {
        for _ in 0..<3000 {
            if self.text(of: name).contains(text) { return }
            usleep(5000)
        }
        throw NotReady(log: self.text(of: name))
    }

    func terminate() {
        process.terminate()
    }

    /// Waits for the end; returns the exit code.
    func exitCode() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -1
    }
}
