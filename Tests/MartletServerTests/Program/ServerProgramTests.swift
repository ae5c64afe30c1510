import Foundation
import Testing

// In turn, as ports that one test gives back may go to another.
@Suite("The program martlet-server", .serialized) struct ServerProgramTests {
    /// Sends an inline command; returns the reply, which has so many bytes.
    private func ask(_ command: String, _ count: Int, port: Int) throws -> String {
        let client = try TestClient(port: port)
        client.send(Array("\(command)\r\n".utf8))
        return client.receive(count: count)
    }

    @Test func takesAFreePortAndEndsGracefully() throws {
        let program = try TestProgram(["--port", "0", "--bind", "127.0.0.1"])
        let port = try program.waitUntilReady()
        #expect(try ask("PING", 7, port: port) == "+PONG\r\n")
        program.terminate()
        #expect(program.exitCode() == 0)
        let last = try #require(program.printed.split(separator: "\n").last)
        #expect(last.hasSuffix("# Martlet is now ready to exit, bye bye..."))
        #expect(last.hasPrefix("\(program.processID):M "))
    }

    /// `1:M 21 Nov 2026 10:00:00.000 * Ready to accept connections`
    @Test func logsInTheFormatOfRedis() throws {
        let program = try TestProgram(["--port", "0"])
        _ = try program.waitUntilReady()
        let line = try #require(program.printed.split(separator: "\n").last)
        let words = line.split(separator: " ")
        #expect(words.first == "\(program.processID):M")
        #expect(words[1].count == 2 && words[2].count == 3 && words[3].count == 4)
        #expect(words[4].count == 12)
        #expect(line.hasSuffix(" * Ready to accept connections"))
    }

    @Test func logsNoLessThanTheLevel() throws {
        let program = try TestProgram(["--port", "0", "--loglevel", "warning"])
        try program.wait(for: "Server initialized", in: "output")
        program.terminate()
        #expect(program.exitCode() == 0)
        #expect(!program.printed.contains("Ready to accept"))
    }

    @Test(arguments: ["redis-server", "martlet-server"])
    func tellsTheVersionThatToolsExpect(name: String) throws {
        let program = try TestProgram(["--version"], name: name)
        #expect(program.exitCode() == 0)
        #expect(program.printed.hasPrefix("Redis server v=7.0.15 sha=00000000:0 malloc="))
        #expect(program.printed.contains(" bits=64 build="))
    }

    @Test func helps() throws {
        let program = try TestProgram(["--help"])
        #expect(program.exitCode() == 1)
        #expect(program.printed.contains("--port 7777"))
    }

    @Test(
        "What it can't do ends it with one clear line",
        arguments: [
            (["--port", "abc"], "argument couldn't be parsed into an integer"),
            (["--foo", "bar"], ">>> 'foo \"bar\"'\nBad directive or wrong number of arguments"),
            (["--appendonly", "yes"], "append-only"), (["--tls-port", "1"], "TLS"),
            (["--replicaof", "a", "1"], "replica"), (["--loadmodule", "/x.so"], "modules"),
            (["--logfile", "/nonexistent/x"], "Can't open the log file: No such file"),
            (["--dir", "/nonexistent"], "No such file or directory"),
            (["/nonexistent.conf"], "Fatal error, can't open config file '/nonexistent.conf'"),
            (["--bind"], "Configured to not listen anywhere, exiting."),
            (["--port", "0", "--bind", "1.2.3.4"], "Cannot assign requested address"),
            (["--test-memory"], "memory"),
        ])
    func refuses(arguments: [String], reason: String) throws {
        let program = try TestProgram(arguments)
        #expect(program.exitCode() == 1)
        #expect(program.printed.contains(reason), "\(program.printed)")
    }

    @Test func aTakenPortIsNamed() throws {
        let first = try TestProgram(["--port", "0"])
        let port = try first.waitUntilReady()
        let second = try TestProgram(["--port", "\(port)"])
        #expect(second.exitCode() == 1)
        #expect(
            second.printed.contains(
                "# Failed listening on port \(port) (TCP): bind: Address already in use"))
    }

    @Test func readsFilesInputAndOptions() throws {
        let program = try TestProgram(
            ["a.conf", "--port", "0", "--maxmemory", "3mb", "-"], input: "timeout 7\n",
            files: ["a.conf": "include b.conf\nmaxmemory 1\ntimeout 5\n", "b.conf": "databases 3"])
        let port = try program.waitUntilReady()
        #expect(try ask("CONFIG GET timeout", 24, port: port).hasSuffix("\r\n7\r\n"))
        #expect(try ask("CONFIG GET maxmemory", 32, port: port).hasSuffix("\r\n3145728\r\n"))
        #expect(try ask("CONFIG GET databases", 26, port: port).hasSuffix("\r\n3\r\n"))
        #expect(try ask("CONFIG REWRITE", 5, port: port) == "+OK\r\n")
        #expect(program.text(of: "a.conf").contains("timeout 7\n"))
        #expect(program.text(of: "a.conf").contains("include b.conf\n"))
    }

    /// A log that can't be written costs its lines, not the server.
    @Test func survivesAFullDisk() throws {
        let program = try TestProgram(["--port", "0", "--logfile", "log"])
        let port = try program.waitUntilReady(log: "log")
        let log = program.folder.appendingPathComponent("log")
        try FileManager.default.removeItem(at: log)
        try FileManager.default.createSymbolicLink(
            at: log, withDestinationURL: URL(fileURLWithPath: "/dev/full"))
        #expect(try ask("CONFIG SET bind 1.2.3.4", 5, port: port).hasPrefix("-ERR"))
        #expect(try ask("PING", 7, port: port) == "+PONG\r\n")
        program.terminate()
        #expect(program.exitCode() == 0)
    }

    @Test func goesIntoTheBackground() throws {
        let program = try TestProgram([
            "--port", "0", "--daemonize", "yes", "--logfile", "log", "--pidfile", "pid",
        ])
        #expect(program.exitCode() == 0)
        let port = try program.waitUntilReady(log: "log")
        #expect(try ask("PING", 7, port: port) == "+PONG\r\n")
        let id = try #require(Int32(program.text(of: "pid").dropLast()))
        #expect(id != program.processID)
        kill(id, SIGTERM)
        try program.wait(for: "bye bye", in: "log")
        #expect(program.text(of: "pid") == "")
    }

    @Test func changesPortAndAddressesWhileItRuns() throws {
        let program = try TestProgram(["--port", "0"])
        let port = try program.waitUntilReady()
        let free = try TestProgram(["--port", "0"])
        let other = try free.waitUntilReady()
        let client = try TestClient(port: port)
        client.send(Array("CONFIG SET port \(other)\r\n".utf8))
        #expect(client.receive(count: 5).hasPrefix("-ERR C"))
        free.terminate()
        #expect(free.exitCode() == 0)
        let settled = try TestClient(port: port)
        settled.send(Array("CONFIG SET port \(other)\r\n".utf8))
        #expect(settled.receive(count: 5) == "+OK\r\n")
        #expect(throws: TestClient.ConnectError.self) { try TestClient(port: port) }
        #expect(try ask("CONFIG SET bind 127.0.0.1", 5, port: other) == "+OK\r\n")
        #expect(try ask("CONFIG SET bind 1.2.3.4", 5, port: other).hasPrefix("-ERR"))
        #expect(try ask("PING", 7, port: other) == "+PONG\r\n")
    }

    @Test func listensAtAUnixSocket() throws {
        let program = try TestProgram(
            ["--port", "0", "--unixsocket", "s.sock", "--unixsocketperm", "700"])
        try program.wait(for: "Ready to accept connections", in: "output")
        let path = program.folder.appendingPathComponent("s.sock").path
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        program.terminate()
        #expect(program.exitCode() == 0)
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
