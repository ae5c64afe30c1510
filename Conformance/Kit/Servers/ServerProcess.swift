import Foundation
import Synchronization

/// A server that was started for the suite and is stopped with it.
package final class ServerProcess {
    /// Why a server did not come up.
    package struct StartError: Error, CustomStringConvertible {
        package var program: String
        package var arguments: [String]
        package var reason: String

        package var description: String {
            "\(program) \(arguments.joined(separator: " ")): \(reason)"
        }
    }

    package let address: ServerAddress
    private let process = Process()
    private let folder: URL

    /// Starts a program that takes redis-server's arguments, and waits until it answers.
    package init(program: String, variant: ServerVariant) throws {
        // The listener is gone when the server starts, and its port free.
        let port = try FreePort().port
        address = ServerAddress(port: port, password: variant.password)
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("conformance-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let log = folder.appendingPathComponent("log")
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
            ["--port", String(port), "--dir", folder.path] + variant.arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        do {
            try Self.running.withLock { running in
                try process.run()
                running.append((process.processIdentifier, folder))
            }
            try waitUntilReady(log: log)
        } catch {
            stop()
            throw error
        }
    }

    deinit {
        stop()
    }

    package var isRunning: Bool { process.isRunning }

    /// Ends the server.
    ///
    /// By SIGKILL: there is nothing to save, and a child of a thread that blocks SIGTERM, as those
    /// of tests do, would not obey a milder signal. Not by `waitUntilExit` either, which runs
    /// the thread's run loop and may notice the end seconds late.
    package func stop() {
        let deadline = ContinuousClock.now + .seconds(5)
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        while process.isRunning, ContinuousClock.now < deadline {
            Thread.sleep(forTimeInterval: 0.001)
        }
        try? FileManager.default.removeItem(at: folder)
        let own = folder
        Self.running.withLock { $0.removeAll { $0.folder == own } }
    }

    /// The servers that run, for a program that is interrupted.
    private static let running = Mutex<[(identifier: Int32, folder: URL)]>([])

    /// Ends every server of this process and then the process itself, without any being started
    /// between.
    package static func stopAll(andExit code: Int32) -> Never {
        running.withLock { running in
            for server in running {
                kill(server.identifier, SIGKILL)
                try? FileManager.default.removeItem(at: server.folder)
            }
            exit(code)
        }
    }

    private func waitUntilReady(log: URL) throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while process.isRunning, ContinuousClock.now < deadline {
            if let connection = try? ServerConnection(address) {
                let reply = String(decoding: connection.execute("PING").bytes, as: UTF8.self)
                connection.finishSending()
                _ = connection.receiveAll()
                if reply.hasPrefix("+PONG") || reply.hasPrefix("-NOAUTH") { return }
            }
            Thread.sleep(forTimeInterval: 0.005)
        }
        let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        throw StartError(
            program: process.executableURL?.path ?? "", arguments: process.arguments ?? [],
            reason: process.isRunning ? "does not answer PING" : "ended: \(text.suffix(500))")
    }

    /// Returns the path of a program in PATH.
    package static func find(_ name: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":")
            .map { $0 + "/" + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
