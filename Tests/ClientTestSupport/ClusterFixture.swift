import ConformanceKit
import Foundation
import Synchronization

/// A Redis Cluster of three masters and three replicas on loopback.
///
/// Its servers end with it, and with the process of the tests, however that ends: a shell that kills
/// them waits for the end of its input.
package final class ClusterFixture: Sendable {
    /// That the cluster did not come up.
    package struct StartError: Error, CustomStringConvertible {
        package var description: String
    }

    private static let starting = Task { try await start() }

    /// The cluster that all tests share which do it no harm.
    package static func shared() async throws -> ClusterFixture {
        try await starting.value
    }

    /// The servers: the masters first, then a replica of each in the same order.
    package let ports: [Int]
    private let shell = Mutex(Process())
    private let input = Pipe()
    private let folder: URL

    /// The URL of the cluster, which names its masters.
    package var url: String {
        "redis-cluster://" + ports[..<3].map { "127.0.0.1:\($0)" }.joined(separator: ",")
    }

    /// Starts a cluster, and waits until it serves all slots and its replicas follow. Begins anew if
    /// another program took one of its ports.
    package static func start() async throws -> ClusterFixture {
        for _ in 0..<4 {
            do { return try await ClusterFixture() } catch is PortTaken {}
        }
        return try await ClusterFixture()
    }

    private struct PortTaken: Error {}

    private init() async throws {
        // The listeners are gone when the servers start, and their ports free.
        let free = try (0..<12).map { _ in try FreePort() }.map(\.port)
        ports = Array(free[..<6])
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("cluster-\(UUID().uuidString)")
        let program = try ClientTarget.redisServer()
        var lines: [String] = []
        for index in 0..<6 {
            let own = folder.appendingPathComponent("\(index)")
            try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
            lines.append(
                "\(program) --port \(free[index]) --cluster-port \(free[index + 6])"
                    + " --bind 127.0.0.1 --cluster-enabled yes --cluster-node-timeout 1500"
                    + " --save '' --repl-diskless-sync-delay 0 --enable-debug-command yes"
                    + " --dir \(own.path) >\(own.path)/log 2>&1 & pids=\"$pids $!\"")
        }
        lines += ["read -r line", "kill -9 $pids", "rm -rf \(folder.path)"]
        let script = lines.joined(separator: "\n")
        let input = input
        try shell.withLock { shell in
            shell.executableURL = URL(fileURLWithPath: "/bin/sh")
            shell.arguments = ["-c", script]
            shell.standardInput = input
            try shell.run()
        }
        do {
            try await join(busPorts: Array(free[6...]))
        } catch {
            stop()
            throw error
        }
    }

    deinit {
        stop()
    }

    /// Ends the servers.
    package func stop() {
        try? input.fileHandleForWriting.close()
    }

    /// Ends one server at once, as a crash does.
    package func kill(port: Int) throws {
        let text = String(decoding: try ask(port, "INFO", "server"), as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("process_id:") }
        guard let line, let id = Int32(line.dropFirst("process_id:".count)) else {
            throw StartError(description: "no process id at \(port): \(text)")
        }
        Foundation.kill(id, SIGKILL)
    }

    /// Lets the replica of a master get nothing of it any longer: its link is cut, and it isn't let in
    /// again.
    package func cutOffReplica(of port: Int) async throws {
        try ask(port, "ACL", "SETUSER", "default", "-psync", "-sync")
        try ask(port, "CLIENT", "KILL", "TYPE", "replica")
        try await until(
            "no replica follows", port, "INFO", "replication", has: "connected_slaves:0")
    }

    /// Runs a command at one server, and returns its raw reply.
    @discardableResult
    package func ask(_ port: Int, _ words: String...) throws -> [UInt8] {
        let connection = try ServerConnection(ServerAddress(port: port))
        connection.send(Array(words.map { "\"\($0)\"" }.joined(separator: " ").utf8) + [13, 10])
        return connection.receiveReply().bytes
    }

    private func join(busPorts: [Int]) async throws {
        for (index, port) in ports.enumerated() {
            try await until("\(port) answers", port, "PING") { text in
                guard !text.hasPrefix("+PONG") else { return true }
                let log = folder.appendingPathComponent("\(index)/log")
                let lines = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
                if lines.contains("Address already in use") { throw PortTaken() }
                return false
            }
        }
        let slots = ["0", "5461", "10923", "16384"].compactMap { Int($0) }
        for index in 0..<3 {
            try ask(
                ports[index], "CLUSTER", "ADDSLOTSRANGE", "\(slots[index])",
                "\(slots[index + 1] - 1)")
        }
        for index in 0..<6 {
            try ask(ports[index], "CLUSTER", "SET-CONFIG-EPOCH", "\(index + 1)")
            guard index > 0 else { continue }
            try ask(
                ports[0], "CLUSTER", "MEET", "127.0.0.1", "\(ports[index])",
                "\(busPorts[index])")
        }
        for port in ports {
            try await until("\(port) knows all", port, "CLUSTER", "INFO", has: "known_nodes:6")
        }
        for index in 3..<6 {
            let reply = String(
                decoding: try ask(ports[index - 3], "CLUSTER", "MYID"), as: UTF8.self)
            let id = reply.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
            try await until(
                "\(ports[index]) is a replica", ports[index], "CLUSTER", "REPLICATE", id, has: "+OK"
            )
        }
        for port in ports {
            try await until("\(port) is ready", port, "CLUSTER", "INFO", has: "cluster_state:ok")
        }
        for port in ports[3...] {
            try await until(
                "\(port) follows", port, "INFO", "replication", has: "master_link_status:up")
        }
        // Every master has to know of every replica, or it would tell nobody of it.
        for port in ports {
            try await until("\(port) knows the roles", port, "CLUSTER", "NODES") { text in
                text.components(separatedBy: "slave ").count == 4
            }
        }
    }

    private func until(
        _ what: String, _ port: Int, _ words: String..., has part: String
    ) async throws {
        try await poll(what, port, words) { $0.contains(part) }
    }

    /// Waits until the reply to a command is as it should be.
    private func until(
        _ what: String, _ port: Int, _ words: String..., isRight: (String) throws -> Bool
    ) async throws {
        try await poll(what, port, words, isRight)
    }

    /// Waits until a replica has taken over.
    package func untilMaster(_ port: Int) async throws {
        try await until("the replica took over", port, "ROLE", has: "master")
    }

    private func poll(
        _ what: String, _ port: Int, _ words: [String], _ isRight: (String) throws -> Bool
    ) async throws {
        var last = ""
        for _ in 0..<3000 {
            last = ""
            if let connection = try? ServerConnection(ServerAddress(port: port)) {
                let line = words.map { "\"\($0)\"" }.joined(separator: " ")
                connection.send(Array(line.utf8) + [13, 10])
                last = String(decoding: connection.receiveReply().bytes, as: UTF8.self)
            }
            if try isRight(last) { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw StartError(description: "it is not so that \(what): \(last)")
    }
}
