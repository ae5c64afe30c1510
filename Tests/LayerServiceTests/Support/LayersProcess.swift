import Foundation
import Synchronization
import Testing

/// A process of the program.
final class LayersProcess: Sendable {
    private let process = Process()
    private let errors = Pipe()
    private let standardOutput = Pipe()
    private let folder: URL
    private let log: AsyncStream<Data>

    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "layers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process.executableURL = try Self.program()
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
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

    /// Returns the port that the log tells.
    func port() async throws -> Int {
        var text = ""
        for await chunk in log {
            text += String(decoding: chunk, as: UTF8.self)
            if let match = text.firstMatch(of: /Ready: http:\/\/127.0.0.1:(\d+)\//) {
                return try #require(Int(match.1))
            }
        }
        throw WireClient.Failure(description: "the program has ended")
    }

    /// Returns all that it prints, once it has ended.
    func output() async -> String {
        await standardOutput.text()
    }

    /// Ends it as a crash does.
    func kill() {
        if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
    }

    /// Asks it to stop; returns its code.
    func stop() async -> Int32 {
        Foundation.kill(process.processIdentifier, SIGTERM)
        return await exitCode()
    }

    /// Waits until it has ended.
    func exitCode() async -> Int32 {
        while process.isRunning { try? await Task.sleep(for: .milliseconds(10)) }
        return process.terminationStatus
    }

    private static func program() throws -> URL {
        let places = [
            Bundle.main.executableURL, Bundle.main.bundleURL,
            URL(filePath: CommandLine.arguments[0]),
        ]
        for place in places {
            guard let folder = place?.deletingLastPathComponent() else { continue }
            let url = folder.appending(path: "martlet-layers")
            if FileManager.default.isExecutableFile(atPath: url.path) { return url }
        }
        throw WireClient.Failure(description: "martlet-layers is not beside the tests")
    }
}
