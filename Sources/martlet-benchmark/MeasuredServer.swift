import ConformanceKit
import Foundation

/// A server under measurement: a process of its own, on one processor where there are several.
final class MeasuredServer {
    /// Why a server can't be measured.
    struct StartError: Error, CustomStringConvertible {
        let program: String
        var description: String { "\(program) does not accept connections" }
    }

    /// The processors that the server and what loads it are held to.
    static let serverProcessor = 0
    static let loadProcessor = 1

    let port: Int
    private let process: Process
    private let folder: URL

    /// Starts `program`, which takes redis-server's arguments.
    convenience init(_ program: String) throws {
        try self.init { port, folder in
            let arguments = ["--port", port, "--save", "", "--appendonly", "no", "--dir", folder]
            return Pinned.process(program, arguments, on: Self.serverProcessor)
        }
    }

    /// Starts what `make` returns, given a free port to listen at and a folder.
    init(_ make: (_ port: String, _ folder: String) -> Process) throws {
        port = try FreePort().port
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("benchmark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process = make(String(port), folder.path)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        stop()
    }

    /// Waits until the server accepts a connection, and returns it.
    func connect() throws -> Socket {
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline, process.isRunning {
            if let socket = try? Socket(host: "127.0.0.1", port: port) { return socket }
        }
        throw StartError(program: process.arguments?.joined(separator: " ") ?? "")
    }

    func stop() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The processor time that the server has used, in seconds.
    var processorSeconds: Double {
        let tasks = "/proc/\(process.processIdentifier)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
        return threads.reduce(0) { sum, thread in
            let text = try? String(contentsOfFile: "\(tasks)/\(thread)/schedstat", encoding: .utf8)
            let nanoseconds = text?.split(separator: " ").first.flatMap { Double($0) }
            return sum + (nanoseconds ?? 0) / 1e9
        }
    }

    /// The memory that the server has in use, in bytes.
    var residentBytes: Double {
        let path = "/proc/\(process.processIdentifier)/status"
        let lines = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n")
        let line = lines?.first { $0.hasPrefix("VmRSS:") }
        let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
        return (kilobytes.flatMap { Double($0) } ?? 0) * 1024
    }
}

/// Processes that stay on one processor, so that server and load don't take turns on it.
enum Pinned {
    private static let taskset =
        ProcessInfo.processInfo.activeProcessorCount > 1 ? ServerProcess.find("taskset") : nil

    /// Returns a process, yet to be run. `taskset` becomes the program: the process id is its own.
    static func process(_ program: String, _ arguments: [String], on processor: Int) -> Process {
        let process = Process()
        if let taskset {
            process.executableURL = URL(fileURLWithPath: taskset)
            process.arguments = ["-c", String(processor), program] + arguments
        } else {
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
        }
        process.standardInput = FileHandle.nullDevice
        return process
    }
}
