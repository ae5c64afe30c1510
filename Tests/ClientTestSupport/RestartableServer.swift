import ConformanceKit
import Foundation
import Synchronization

/// A server of its own process at a port and in a folder that stay the same, so that it can be killed
/// and started again. It ends with the object.
package final class RestartableServer: Sendable {
    /// What the server is: a program and its arguments besides the port and the folder.
    package enum Kind: String, CaseIterable, Sendable {
        /// Keeps nothing across a restart.
        case martlet = "martlet-server"
        /// Has each write on the disk before it is acknowledged.
        case durableRedis = "redis-server, appendfsync always"
    }

    private let program: String
    private let arguments: [String]
    private let folder: URL
    private let port: Int
    private let process = Mutex(Process())

    /// The URL of the server.
    package var url: String { "redis://127.0.0.1:\(port)" }

    /// Starts a server.
    package init(_ kind: Kind) throws {
        port = try FreePort().port
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("restartable-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let place = ["--port", "\(port)", "--bind", "127.0.0.1", "--dir", folder.path]
        switch kind {
        case .martlet:
            program = try BuiltProgram.path("martlet-server")
            arguments = place + ["--save", ""]
        case .durableRedis:
            program = try ClientTarget.redisServer()
            arguments =
                place + ["--save", "", "--appendonly", "yes", "--appendfsync", "always"]
        }
        try start()
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Starts the server, and waits until it serves.
    package func start() throws {
        try process.withLock { process in
            process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
        }
        for _ in 0..<4000 {
            if let connection = try? ServerConnection(ServerAddress(port: port)) {
                let reply = String(decoding: connection.execute("PING").bytes, as: UTF8.self)
                if reply.hasPrefix("+PONG") { return }
            }
            Thread.sleep(forTimeInterval: 0.005)
        }
        throw ClusterFixture.StartError(description: "\(program) does not answer")
    }

    /// Ends the server at once, as a crash does.
    package func kill() {
        process.withLock { process in
            guard process.isRunning else { return }
            Foundation.kill(process.processIdentifier, SIGKILL)
            while process.isRunning { Thread.sleep(forTimeInterval: 0.001) }
        }
    }
}

/// Programs of this package, which are built with its tests.
package enum BuiltProgram {
    /// Returns the path of a program: it is in the folder where the tests are.
    package static func path(_ name: String) throws -> String {
        for bundle in [Bundle.main] + Bundle.allBundles {
            for folder in [bundle.bundleURL, bundle.bundleURL.deletingLastPathComponent()] {
                let path = folder.appendingPathComponent(name).path
                if FileManager.default.isExecutableFile(atPath: path) { return path }
            }
        }
        throw ClusterFixture.StartError(description: "there is no \(name) beside the tests")
    }
}
