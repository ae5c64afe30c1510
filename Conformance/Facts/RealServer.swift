import Foundation

/// A redis-server that runs as long as it is asked questions.
struct RealServer {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let process = Process()
    private let port: Int

    /// Starts the redis-server on the search path at `port`, and waits until it answers.
    init(port: Int) throws {
        self.port = port
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "redis-server", "--port", "\(port)", "--save", "", "--loglevel", "warning",
        ]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        for _ in 0..<100 {
            if let pong = try? ask(["PING"]), String(decoding: pong, as: UTF8.self) == "\"PONG\"\n"
            {
                return
            }
            Thread.sleep(forTimeInterval: 0.05)
        }
        process.terminate()
        throw Failure(description: "redis-server does not answer at port \(port)")
    }

    /// Returns the reply to a command, decoded from the JSON that redis-cli makes of it.
    func reply<Reply: Decodable>(to command: [String], as type: Reply.Type) throws -> Reply {
        try JSONDecoder().decode(type, from: ask(command))
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    private func ask(_ command: [String]) throws -> Data {
        let client = Process()
        let output = Pipe()
        client.executableURL = URL(filePath: "/usr/bin/env")
        client.arguments = ["redis-cli", "--json", "-p", "\(port)"] + command
        client.standardOutput = output
        client.standardError = FileHandle.nullDevice
        try client.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        client.waitUntilExit()
        return data
    }
}
