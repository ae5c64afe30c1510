import MartletRESP

/// A client's connection to a server, which keeps replies as they were sent.
package final class ServerConnection {
    /// How waiting for replies ended.
    package enum Ending: String, Sendable, Codable {
        /// All that was waited for has arrived.
        case arrived
        /// The server closed the connection.
        case closed
        /// The time was over.
        case timedOut
        /// The server sent what is no reply.
        case unreadable
    }

    /// The bytes of replies, and how waiting for them ended.
    package struct Received: Sendable, Equatable {
        package var bytes: [UInt8]
        package var ending: Ending
    }

    private let socket: Socket
    private var parser = ReplyParser()
    package private(set) var isClosed = false

    package init(_ address: ServerAddress) throws {
        socket = try address.connect()
    }

    package func send(_ bytes: [UInt8]) {
        socket.send(bytes)
    }

    package func finishSending() {
        socket.finishSending()
    }

    /// Makes the connection end by a reset.
    package func resetAtEnd() {
        socket.resetAtEnd()
    }

    /// Sends a command and waits for its reply.
    package func execute(_ words: String...) -> Received {
        send(CommandEncoder.encode(words.map { Array($0.utf8) }))
        return receiveReply()
    }

    /// Waits for one reply; the pushes before it are part of the bytes.
    package func receiveReply(within limit: Duration = .seconds(5)) -> Received {
        receive(within: limit) { !$0.isPush }
    }

    /// Waits for so many values, of any type.
    package func receive(values count: Int, within limit: Duration = .seconds(5)) -> Received {
        var missing = count
        return receive(within: limit) { _ in
            missing -= 1
            return missing <= 0
        }
    }

    /// Waits for the connection's end.
    package func receiveAll(within limit: Duration = .seconds(5)) -> Received {
        receive(within: limit) { _ in false }
    }

    private func receive(
        within limit: Duration, until isLast: (RESPValue) -> Bool
    ) -> Received {
        var bytes: [UInt8] = []
        let deadline = ContinuousClock.now + limit
        while true {
            do {
                while let reply = try parser.next() {
                    bytes += parser.lastReplyBytes
                    if isLast(reply) { return Received(bytes: bytes, ending: .arrived) }
                }
            } catch {
                return Received(bytes: bytes + parser.unfinishedBytes, ending: .unreadable)
            }
            let left = (deadline - ContinuousClock.now) / .milliseconds(1)
            let got: Socket.Received =
                isClosed
                ? .closed : left > 0 ? socket.receive(withinMilliseconds: Int(left) + 1) : .nothing
            switch got {
            case .bytes(let got): parser.feed(got)
            case .nothing:
                return Received(bytes: bytes, ending: .timedOut)
            case .closed:
                isClosed = true
                // A reply cut short by the end belongs to what the server sent.
                return Received(bytes: bytes + parser.unfinishedBytes, ending: .closed)
            }
        }
    }
}
