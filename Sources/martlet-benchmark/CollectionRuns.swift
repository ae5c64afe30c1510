import ConformanceKit
import Foundation

/// Figures that one run of each server gives: what elements of collections take, and how long a
/// server is silent when a large one is let go of.
enum CollectionRuns {
    private struct Shape: Sendable {
        let name: String
        let unit: String
        /// How many commands make the data, and how many elements these are.
        let commands: Int
        let elements: Int
        var replyLines = 1
        let command: @Sendable (Int) -> [String]
    }

    private static let shapes = [
        Shape(
            name: "hash5", unit: "bytes a hash of 5 fields", commands: 200_000, elements: 200_000
        ) { index in
            ["HSET", "user:\(index)", "name", "martlet\(index)", "age", "30", "city", "York"]
                + ["visits", "\(index)", "active", "1"]
        },
        Shape(
            name: "hash1m", unit: "bytes a field of a hash of a million",
            commands: Fill.million, elements: Fill.million
        ) { index in ["HSET", "myhash", Fill.element(index), "xxx"] },
        Shape(
            name: "list10", unit: "bytes a list of 10 elements", commands: 200_000,
            elements: 200_000
        ) { index in ["RPUSH", "list:\(index)"] + (0..<10).map { "item\(index + $0)" } },
        Shape(
            name: "list1m", unit: "bytes an element of a list of a million",
            commands: Fill.million, elements: Fill.million
        ) { index in ["RPUSH", "mylist", "item\(index)"] },
        Shape(
            name: "intset", unit: "bytes a set of 10 integers", commands: 200_000,
            elements: 200_000
        ) { index in ["SADD", "set:\(index)"] + (0..<10).map { "\(index * 7 + $0 * 13)" } },
        Shape(
            name: "ints1m", unit: "bytes an integer of a set of a million",
            commands: Fill.million, elements: Fill.million
        ) { index in ["SADD", "myset", "\(index * 7)"] },
        Shape(
            name: "zset10", unit: "bytes a sorted set of 10 members", commands: 200_000,
            elements: 200_000
        ) { index in
            ["ZADD", "board:\(index)"] + (0..<10).flatMap { ["\($0 * 3)", "player\(index + $0)"] }
        },
        Shape(
            name: "zset1m", unit: "bytes a member of a sorted set of a million",
            commands: Fill.million, elements: Fill.million
        ) { index in ["ZADD", "myzset", "\(index)", Fill.element(index)] },
        Shape(
            name: "stream1m", unit: "bytes an entry of a stream of a million",
            commands: Fill.million, elements: Fill.million, replyLines: 2
        ) { index in ["XADD", "mystream", "\(index + 1)-0", "field", "value\(index)"] },
    ]

    /// The memory that elements take.
    static func memory(
        _ programs: Programs, only names: Set<String>? = nil, _ report: Report
    ) throws {
        for shape in shapes where names?.contains(shape.name) ?? true {
            report.begin("elements.\(shape.name)")
            let figures = try programs.each { program in
                let server = try MeasuredServer(program)
                defer { server.stop() }
                let socket = try server.connect()
                let before = server.residentBytes
                try Fill.send(
                    shape.commands, socket, replyLines: shape.replyLines, shape.command)
                return (server.residentBytes - before) / Double(shape.elements)
            }
            report.add(
                "elements.\(shape.name)", unit: shape.unit, server: figures.server,
                peer: figures.peer)
        }
    }

    /// The longest time without a reply while a set of ten million elements is let go of.
    static func freeing(
        _ programs: Programs, elements: Int = 10 * Fill.million, _ report: Report
    ) throws {
        for command in ["UNLINK", "DEL"] {
            report.begin("freeing.\(command.lowercased())")
            let figures = try programs.each { program in
                try longestSilence(program, command, elements: elements)
            }
            report.add(
                "freeing.\(command.lowercased())",
                unit: "ms of silence while \(elements) elements go",
                server: figures.server.milliseconds, peer: figures.peer.milliseconds)
        }
    }

    private static func longestSilence(
        _ program: String, _ command: String, elements: Int
    ) throws -> Duration {
        let server = try MeasuredServer(program)
        defer { server.stop() }
        let socket = try server.connect()
        try Fill.set(of: elements, socket)
        var longest = Duration.zero
        let end = ContinuousClock.now + .seconds(elements < Fill.million ? 0.1 : 3)
        var words = "\(command) myset\r\n"
        while ContinuousClock.now < end {
            let start = ContinuousClock.now
            socket.send(Array(words.utf8))
            try Fill.receiveLines(1, from: socket)
            longest = max(longest, ContinuousClock.now - start)
            words = "PING\r\n"
        }
        return longest
    }
}
