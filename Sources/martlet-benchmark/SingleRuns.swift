import ConformanceKit
import Foundation

/// Figures that one run of each server gives: memory, growth, start and large values.
enum SingleRuns {
    private static let batch = 200

    /// The memory a key takes and the slowest batch, while a keyspace grows to `keys` keys.
    static func growth(_ programs: Programs, keys: Int, _ report: Report) throws {
        report.begin("memory")
        let figures = try programs.each { program in
            let server = try MeasuredServer(program)
            defer { server.stop() }
            let socket = try server.connect()
            let before = server.residentBytes
            var slowest = Duration.zero
            for first in stride(from: 0, to: keys, by: batch) {
                let request = (first..<first + batch).map { key in
                    let name = String(format: "key:%012d", key)
                    return "*3\r\n$3\r\nSET\r\n$16\r\n\(name)\r\n$3\r\nabc\r\n"
                }
                let start = ContinuousClock.now
                socket.send(Array(request.joined().utf8))
                try receive(batch * 5, from: socket)
                slowest = max(slowest, ContinuousClock.now - start)
            }
            return (memory: (server.residentBytes - before) / Double(keys), slowest: slowest)
        }
        report.add(
            "memory.key", unit: "bytes a key of 16 with 3 bytes", server: figures.server.memory,
            peer: figures.peer.memory)
        report.add(
            "growth.worst", unit: "ms for the slowest \(batch) SETs on the way to \(keys) keys",
            server: figures.server.slowest.milliseconds, peer: figures.peer.slowest.milliseconds)
    }

    /// The time from starting the process to its first PONG, and its memory then.
    static func start(_ programs: Programs, count: Int = 11, _ report: Report) throws {
        report.begin("start")
        let figures = try programs.each { program in
            var times: [Double] = []
            var resident = 0.0
            for _ in 0..<count {
                let start = ContinuousClock.now
                let server = try MeasuredServer(program)
                defer { server.stop() }
                let socket = try server.connect()
                socket.send(Array("PING\r\n".utf8))
                try receive(7, from: socket)
                times.append((ContinuousClock.now - start).milliseconds)
                resident = server.residentBytes
            }
            return (time: times.median, resident: resident / 1e6)
        }
        report.add(
            "start.pong", unit: "ms to the first PONG", server: figures.server.time,
            peer: figures.peer.time)
        report.add(
            "start.rss", unit: "MB resident then", server: figures.server.resident,
            peer: figures.peer.resident)
    }

    /// The processor time of a GET of `count` bytes, 100 MB of them.
    static func largeValue(
        _ programs: Programs, count: Int = 100 << 20, _ report: Report
    ) throws {
        report.begin("large")
        let figures = try programs.each { program in
            let server = try MeasuredServer(program)
            defer { server.stop() }
            let socket = try server.connect()
            socket.send(Array("*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$\(count)\r\n".utf8))
            socket.send([UInt8](repeating: 0, count: count))
            socket.send(Array("\r\n".utf8))
            try receive(5, from: socket)
            let before = server.processorSeconds
            for _ in 0..<5 {
                socket.send(Array("GET big\r\n".utf8))
                try receive(count + String(count).utf8.count + 5, from: socket)
            }
            return (server.processorSeconds - before) / 5 * 1000
        }
        report.add(
            "large.get.cpu", unit: "ms of processor for a GET of \(count >> 20) MB",
            server: figures.server,
            peer: figures.peer)
    }
}

extension SingleRuns {
    /// Waits for so many bytes.
    static func receive(_ count: Int, from socket: Socket) throws {
        var left = count
        while left > 0 {
            guard case .bytes(let bytes) = socket.receive(withinMilliseconds: 30_000) else {
                throw LoadGenerator.RunError(description: "the server sent less than it should")
            }
            left -= bytes.count
        }
    }
}

extension Duration {
    var milliseconds: Double { self / .milliseconds(1) }
    var nanoseconds: Double { self / .nanoseconds(1) }
}
