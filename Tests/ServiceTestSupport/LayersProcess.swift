import ClientTestSupport
internal import Foundation
import Synchronization

/// A process of the program.
package final class LayersProcess: Sendable {
    private let folder: URL
    private let process = Process()
    private let errors = Pipe()
    private let standardOutput = Pipe()
    private let log: AsyncStream<Data>
    private let beginning = Mutex("")

    /// Starts it.
    ///
    /// - Parameters:
    ///   - yaml: What its file says; it has none if nil.
    ///   - openFiles: How many files it may have open, in the words of `ulimit`; as many as the tests if
    ///     nil.
    package init(
        _ arguments: [String], yaml: String? = nil, openFiles: String? = nil
    ) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "layers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process.executableURL = URL(filePath: try BuiltProgram.path("martlet-layers"))
        process.arguments = arguments
        if let yaml {
            let file = folder.appending(path: "layers.yaml")
            try Data(yaml.utf8).write(to: file)
            process.arguments = arguments + ["--config", file.path]
        }
        if let openFiles, let program = process.executableURL?.path {
            process.executableURL = URL(filePath: "/bin/sh")
            let command = "ulimit \(openFiles) && exec \"$0\" \"$@\""
            process.arguments = ["-c", command, program] + (process.arguments ?? [])
        }
        process.environment = ProcessInfo.processInfo.environment
            .merging(["MARTLET_DATA_FOLDER": folder.path]) { $1 }
        let (log, continuation) = AsyncStream<Data>.makeStream()
        self.log = log
        errors.fileHandleForReading.readabilityHandler = { handle in
            let chunk = handle.availableData
            if chunk.isEmpty {
                handle.readabilityHandler = nil
                continuation.finish()
            } else {
                continuation.yield(chunk)
            }
        }
        process.standardError = errors
        process.standardOutput = standardOutput
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The number of the process.
    package var identifier: Int32 { process.processIdentifier }

    /// Returns the port that the log tells.
    package func port() async throws -> Int {
        var text = ""
        for await chunk in log {
            text += String(decoding: chunk, as: UTF8.self)
            if let match = text.firstMatch(of: /Ready: http:\/\/127.0.0.1:(\d+)\//),
                let port = Int(match.1)
            {
                beginning.withLock { [text] in $0 = text }
                return port
            }
        }
        throw WireClient.Failure(description: "the program has ended")
    }

    /// What the log had when the port was told.
    package var beginningOfLog: String { beginning.withLock { $0 } }

    /// Returns what a file has that it wrote.
    package func text(ofFile name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// Returns all that it prints, once it has ended.
    package func output() async -> String {
        await standardOutput.text()
    }

    /// Ends it as a crash does.
    package func kill() {
        if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
    }

    /// Asks it to stop; returns its code.
    package func stop() async -> Int32 {
        Foundation.kill(process.processIdentifier, SIGTERM)
        return await exitCode()
    }

    /// Waits until it has ended.
    package func exitCode() async -> Int32 {
        while process.isRunning { try? await Task.sleep(for: .milliseconds(10)) }
        return process.terminationStatus
    }
}
