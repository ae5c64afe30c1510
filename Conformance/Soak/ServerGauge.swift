import ConformanceKit
import Foundation

/// What a server takes of the machine, and how many clients it has.
package struct ServerGauge {
    package struct Reading: Sendable, Equatable {
        /// The memory in use, in bytes, as INFO tells it.
        package var memory = 0
        /// The resident memory, in bytes: also what the allocator keeps for the next who ask.
        package var resident = 0
        /// The open descriptors; nil for a server that runs elsewhere.
        package var descriptors: Int?
        package var clients = 0
    }

    private let control: ServerConnection
    /// The process, where it runs on this machine.
    private let process: Int?

    package init(_ address: ServerAddress) throws {
        control = try ServerConnection(address)
        if let password = address.password { _ = control.execute("AUTH", password) }
        let isHere =
            address.unixPath != nil || ["127.0.0.1", "localhost", "::1"].contains(address.host)
        let identifier = Self.field("process_id", of: control.execute("INFO", "server"))
        process = identifier.flatMap { isHere && Self.descriptors(of: $0) != nil ? $0 : nil }
    }

    /// Reads everything now.
    package func read() -> Reading {
        var reading = Reading()
        reading.clients =
            Self.field("connected_clients", of: control.execute("INFO", "clients")) ?? 0
        let memory = control.execute("INFO", "memory")
        reading.memory = Self.field("used_memory", of: memory) ?? 0
        reading.resident =
            process.flatMap(Self.resident) ?? Self.field("used_memory_rss", of: memory) ?? 0
        reading.descriptors = process.flatMap(Self.descriptors)
        return reading
    }

    /// Removes all keys.
    package func empty() {
        _ = control.execute("FLUSHALL")
    }

    /// Reads until a reading is as wanted, but no longer than a time.
    package func read(
        within limit: Duration, until isGood: (Reading) -> Bool
    ) -> Reading {
        let deadline = ContinuousClock.now + limit
        var reading = read()
        while !isGood(reading), ContinuousClock.now < deadline {
            Thread.sleep(forTimeInterval: 0.05)
            reading = read()
        }
        return reading
    }

    /// Returns a number that INFO tells.
    static func field(_ name: String, of reply: ServerConnection.Received) -> Int? {
        String(decoding: reply.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            .first { $0.hasPrefix(name + ":") }
            .flatMap { Int($0.dropFirst(name.utf8.count + 1)) }
    }

    private static func descriptors(of process: Int) -> Int? {
        try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd").count
    }

    private static func resident(of process: Int) -> Int? {
        let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first
            .flatMap { Int($0) }.map { $0 * 1024 }
    }
}
