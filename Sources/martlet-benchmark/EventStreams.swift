import ConformanceKit

/// Clients that read the streams of a message's events: plain sockets that one thread reads, so that it
/// is the service that is measured.
struct EventStreams {
    private let sockets: [Socket]
    private var group: SocketGroup
    private var counters: [EventCounter]

    /// Asks for so many streams of a message.
    init(_ count: Int, port: Int, path: String) throws {
        sockets = try (0..<count).map { _ in
            let socket = try Socket(host: "127.0.0.1", port: port)
            socket.send(Array("GET \(path)/stream HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
            return socket
        }
        group = SocketGroup(sockets)
        counters = Array(repeating: EventCounter(), count: count)
    }

    /// Waits until each stream has had so many events in all; returns how long after `start` they had.
    mutating func wait(
        for count: Int, since start: ContinuousClock.Instant = .now
    ) throws -> [Duration] {
        var times = counters.filter { $0.events >= count }.map { _ in Duration.zero }
        var counters = counters
        while times.count < counters.count {
            var isBroken = false
            let ready = group.receive(withinMilliseconds: 30_000) { index, bytes in
                let before = counters[index].events
                counters[index].read(bytes)
                if bytes.isEmpty { isBroken = true }
                if before < count, counters[index].events >= count {
                    times.append(.now - start)
                }
            }
            guard ready > 0, !isBroken else {
                throw LoadGenerator.RunError(description: "a stream has ended, or is silent")
            }
        }
        self.counters = counters
        return times
    }
}

/// Counts the events of a stream, each of which ends with an empty line.
struct EventCounter {
    private(set) var events = 0
    private var isAtLineStart = false

    mutating func read(_ bytes: ArraySlice<UInt8>) {
        for byte in bytes {
            let isEnd = byte == UInt8(ascii: "\n")
            if isEnd, isAtLineStart { events += 1 }
            isAtLineStart = isEnd
        }
    }
}
