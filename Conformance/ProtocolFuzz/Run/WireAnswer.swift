import ConformanceKit

/// What a server sent to a client until it closed the connection.
package struct WireAnswer: Sendable, Equatable {
    package var bytes: [UInt8]
    /// Whether the connection ended in time: a server closes it once the client sends no more.
    package var isClosed: Bool

    /// Sends a sample on a connection of its own and takes all that comes back.
    ///
    /// The client ends its half of the connection, so that the answer is complete when the server ends
    /// the other half; nothing has to be waited for.
    static func taken(
        of sample: WireSample, from address: ServerAddress, within limit: Duration
    ) throws -> WireAnswer {
        let socket = try address.connect()
        if let password = address.password {
            socket.send(Array("AUTH \(password)\r\n".utf8))
            _ = socket.receive(withinMilliseconds: Int(limit / .milliseconds(1)))
        }
        for packet in sample.packets { socket.send(packet) }
        socket.finishSending()
        var bytes: [UInt8] = []
        let deadline = ContinuousClock.now + limit
        while true {
            let left = (deadline - ContinuousClock.now) / .milliseconds(1)
            guard left > 0 else { return WireAnswer(bytes: hidden(bytes), isClosed: false) }
            switch socket.receive(withinMilliseconds: Int(left) + 1) {
            case .bytes(let part): bytes += part
            case .nothing: return WireAnswer(bytes: hidden(bytes), isClosed: false)
            case .closed: return WireAnswer(bytes: hidden(bytes), isClosed: true)
            }
        }
    }

    /// Whether the server gave the connection up for an error.
    package var tellsOfAnEnd: Bool {
        !Self.places(of: Array("-ERR Protocol error".utf8), in: bytes).isEmpty
    }

    /// Whether both servers answered a sample alike.
    ///
    /// The head of a browser's request ends a connection at once: how many replies to what came before
    /// it are still sent goes by how the bytes came, on both servers. The order in which a client gives
    /// up all its channels is that of a hash table on the real server.
    func agrees(with other: WireAnswer, on sample: WireSample) -> Bool {
        guard self != other else { return true }
        guard isClosed, other.isClosed else { return false }
        if linesInOrder == other.linesInOrder { return true }
        guard sample.hasBrowserWords else { return false }
        return bytes.starts(with: other.bytes) || other.bytes.starts(with: bytes)
    }

    /// The lines, with the channels that were given up in the order of their names.
    private var linesInOrder: [ArraySlice<UInt8>] {
        var lines = bytes.split(
            separator: Array("\r\n".utf8), omittingEmptySubsequences: false)
        let places = lines.indices.filter { index in
            index + 2 < lines.count && lines[index].elementsEqual("unsubscribe".utf8)
        }
        let names = places.map { lines[$0 + 1...$0 + 2] }.sorted {
            $0.joined().lexicographicallyPrecedes($1.joined())
        }
        for (place, name) in zip(places, names) {
            lines.replaceSubrange(place + 1...place + 2, with: name)
        }
        return lines
    }

    /// Returns an answer without the client's id, which HELLO tells, and which no two servers share.
    static func hidden(_ bytes: [UInt8]) -> [UInt8] {
        let field = Array("$2\r\nid\r\n:".utf8)
        var kept = bytes
        for place in places(of: field, in: bytes).reversed() {
            let start = place + field.count
            let end = bytes[start...].firstIndex { $0 < 48 || $0 > 57 } ?? bytes.count
            kept.replaceSubrange(start..<end, with: Array("ID".utf8))
        }
        return kept
    }

    private static func places(of text: [UInt8], in bytes: [UInt8]) -> [Int] {
        var places: [Int] = []
        var index = 0
        while index + text.count <= bytes.count {
            if bytes[index] == text[0], bytes[index..<index + text.count].elementsEqual(text) {
                places.append(index)
            }
            index += 1
        }
        return places
    }
}
