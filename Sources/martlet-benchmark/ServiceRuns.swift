import ConformanceKit
import Foundation
import MartletClient

/// What the service takes to bring the events of one message to many streams: how long it is from the
/// request that makes an event until it is at a stream's socket, how many connections to the server
/// wait for events, and what a stream costs in memory, and in the processor's time for each event. The
/// documents allow 100 ms.
struct ServiceRuns {
    /// The service.
    let program: String

    private static let path = "/api/v1/sessions/s/messages"

    /// What one run gives: milliseconds, microseconds, connections, and kilobytes.
    private struct Figures {
        let times: [Double]
        let processor: Double
        let connections: Double?
        let memory: Double
    }

    func measure(
        _ programs: Programs, _ report: Report, streams: Int = 1000, events: Int = 200
    ) async throws {
        report.begin("service")
        let memory = try await figures("martlet://memory", streams, events)
        let martlet = try await figures(ofServer: programs.server, streams, events)
        let peer = try await figures(ofServer: programs.peer, streams, events)
        for (name, own, other) in [("memory", memory, nil), ("socket", martlet, peer)] {
            report.add(
                "service.\(name).event", unit: "ms", server: own.times.median,
                peer: other?.times.median)
            report.add(
                "service.\(name).event99", unit: "ms", server: own.times.p99,
                peer: other?.times.p99)
            report.add(
                "service.\(name).cpu", unit: "µs a stream and event", server: own.processor,
                peer: other?.processor)
            report.add(
                "service.\(name).stream", unit: "KB a stream", server: own.memory,
                peer: other?.memory)
        }
        guard let own = martlet.connections, let other = peer.connections else { return }
        report.add(
            "service.connections", unit: "that wait for \(streams) streams", server: own,
            peer: other)
    }

    private func figures(
        ofServer program: String, _ streams: Int, _ events: Int
    ) async throws -> Figures {
        let server = try MeasuredServer(program)
        defer { server.stop() }
        _ = try server.connect()
        return try await figures("redis://127.0.0.1:\(server.port)", streams, events)
    }

    private func figures(_ url: String, _ streams: Int, _ events: Int) async throws -> Figures {
        let service = try MeasuredServer { port, folder in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments =
                ["serve", "--port", port, "--redis", url, "--set", "data.folder=\(folder)"]
                + ["--set", "limits.ping_seconds=3600"]
            return process
        }
        defer { service.stop() }
        let poster = try Poster(service.connect())
        try poster.post(Self.path, #"{"message_id":"m","is_complete":false}"#)
        let before = service.residentBytes
        var clients = try EventStreams(streams, port: service.port, path: Self.path + "/m")
        // The time to come back after, and that the message began.
        _ = try clients.wait(for: 2)
        var times: [Duration] = []
        let processorBefore = service.processorSeconds
        for number in 1...events {
            let start = ContinuousClock.now
            poster.send(Self.path + "/m/text", #"{"delta":"word "}"#)
            times += try clients.wait(for: number + 2, since: start)
            try poster.receive()
        }
        let processor = (service.processorSeconds - processorBefore) * 1e6
        let memory = (service.residentBytes - before) / 1024 / Double(streams)
        return Figures(
            times: times.map(\.milliseconds), processor: processor / Double(times.count),
            connections: try await waitingConnections(url), memory: memory)
    }

    /// Returns how many connections wait for events; nil where there are no connections.
    private func waitingConnections(_ url: String) async throws -> Double? {
        guard url.hasPrefix("redis://") else { return nil }
        let client = try Redis.client(url)
        let list = try await client.send("CLIENT", "LIST").text ?? ""
        await client.close()
        return Double(list.split(separator: "\n").count { $0.contains(" cmd=xread ") })
    }
}

/// Sends requests to the service on one connection.
private struct Poster {
    private let socket: Socket

    init(_ socket: Socket) {
        self.socket = socket
    }

    func post(_ path: String, _ body: String) throws {
        send(path, body)
        try receive()
    }

    func send(_ path: String, _ body: String) {
        let head =
            "POST \(path) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n"
        socket.send(Array((head + body).utf8))
    }

    /// Waits for the answer, which has to say that it was done: it is an object without others in it.
    func receive() throws {
        var bytes: [UInt8] = []
        while bytes.last != UInt8(ascii: "}") {
            guard case .bytes(let more) = socket.receive(withinMilliseconds: 30_000) else {
                throw LoadGenerator.RunError(description: "the service doesn't answer")
            }
            bytes += more
        }
        guard bytes.starts(with: Array("HTTP/1.1 20".utf8)) else {
            throw LoadGenerator.RunError(description: String(decoding: bytes, as: UTF8.self))
        }
    }
}
