@testable import ConformanceKit
import Foundation
import Testing

/// What a client from another machine is told. The client runs in a network namespace with the
/// server, where the loopback device has one more address: so it is a stranger, and nothing leaves
/// the machine.
@Suite(
    .enabled(if: TestServers.needRedis, "redis-server is not in PATH"),
    .enabled(if: Namespace.isAvailable, "network namespaces can't be made here: not as root?"))
struct StrangerTests {
    @Test(arguments: [
        [], ["--protected-mode", "no"], ["--requirepass", "secret"],
        ["--bind", "192.0.2.1", "127.0.0.1"], ["--protected-mode", "no", "--requirepass", "x"],
    ])
    func isToldTheSameByBoth(options: [String]) throws {
        let real = try Namespace.run(TestServers.redisServers().program, options)
        let own = try Namespace.run(TestServers.martletServers().program, options)
        #expect(own == real)
        #expect(real.contains("192.0.2.1:\n") && real.contains("127.0.0.1:\n"))
        #expect(real.contains("-DENIED Redis is running in protected mode") == !isOpen(options))
    }

    private func isOpen(_ options: [String]) -> Bool {
        options.contains("--protected-mode") || options.contains("--requirepass")
    }
}

/// A network namespace with a server in it.
private enum Namespace {
    /// Starts the server that the arguments are, and shows what it says to PING at two addresses.
    /// Who is turned away may be so before the request is sent.
    private static let script = """
        set -euo pipefail
        trap '' PIPE
        ip link set lo up
        ip address add 192.0.2.1/32 dev lo
        "$@" >/dev/null 2>&1 &
        server=$!
        trap 'kill -KILL "$server"' EXIT
        for _ in $(seq 500); do
            (exec 3<>/dev/tcp/127.0.0.1/7000) 2>/dev/null && break
            sleep 0.02
        done
        for host in 192.0.2.1 127.0.0.1; do
            exec 3<>"/dev/tcp/$host/7000"
            echo "$host:"
            printf 'PING\\r\\nQUIT\\r\\n' >&3 || true
            timeout -s KILL 30 cat <&3 || true
        done
        """

    static let isAvailable: Bool = {
        let arguments = ["-n", "ip", "address", "add", "192.0.2.1/32", "dev", "lo"]
        return (try? execute("unshare", arguments).code) == 0
    }()

    /// Returns what a client of `program` is told at each address.
    static func run(_ program: String, _ options: [String]) throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("stranger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let server = [program, "--port", "7000", "--save", "", "--dir", folder.path]
        let result = try execute(
            "unshare", ["-n", "bash", "-c", script, "stranger"] + server + options)
        #expect(result.code == 0)
        return result.output
    }

    private static func execute(
        _ program: String, _ arguments: [String]
    ) throws -> (code: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
