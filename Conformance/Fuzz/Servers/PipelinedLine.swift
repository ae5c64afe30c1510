import ConformanceKit

/// A connection over which many calls are sent in one piece.
final class PipelinedLine {
    private let socket: Socket
    private var scanner = ReplyScanner()

    init(_ address: ServerAddress) throws {
        socket = try address.connect()
    }

    func send(_ bytes: [UInt8]) {
        scanner.removeAll()
        socket.send(bytes)
    }

    /// Sends without forgetting what has arrived.
    func append(_ bytes: [UInt8]) {
        socket.send(bytes)
    }

    /// Waits until the last reply is this one.
    func receive(upTo last: [UInt8], within limit: Duration) -> ServerConnection.Ending {
        while scanner.ends.isEmpty || scanner.reply(scanner.ends.count - 1) != last {
            let ending = receive(scanner.ends.count + 1, within: limit)
            guard ending == .arrived else { return ending }
        }
        return .arrived
    }

    /// Takes what has arrived, without waiting for more.
    func receiveArrived() -> ServerConnection.Ending {
        while true {
            switch socket.receive(withinMilliseconds: 0) {
            case .bytes(let bytes):
                do { try scanner.feed(bytes) } catch { return .unreadable }
            case .closed: return .closed
            case .nothing: return .arrived
            }
        }
    }

    /// Forgets what has arrived.
    func forget() {
        scanner.removeAll()
    }

    /// Waits for so many replies, and tells how that ended.
    func receive(_ count: Int, within limit: Duration) -> ServerConnection.Ending {
        let deadline = ContinuousClock.now + limit
        while scanner.ends.count < count {
            let left = (deadline - ContinuousClock.now) / .milliseconds(1)
            guard left > 0 else { return .timedOut }
            switch socket.receive(withinMilliseconds: Int(left) + 1) {
            case .bytes(let bytes):
                do { try scanner.feed(bytes) } catch { return .unreadable }
            case .closed: return .closed
            case .nothing: return .timedOut
            }
        }
        return .arrived
    }

    /// All bytes since the last sending.
    var bytes: [UInt8] { scanner.bytes }

    /// How many whole replies there are since the last sending.
    var count: Int { scanner.ends.count }

    /// Returns one reply since the last sending.
    func reply(_ index: Int) -> [UInt8] { scanner.reply(index) }
}
