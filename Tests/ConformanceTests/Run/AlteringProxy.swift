@testable import ConformanceKit
import Foundation
import Synchronization

/// A server that does what a real one does, but for one text in its replies.
final class AlteringProxy: Sendable {
    private struct State {
        var port: Int?
        var isStopped = false
    }

    private let state = Mutex(State())

    /// Stands before a server, and replaces one text by another in what it sends.
    init(before server: ServerAddress, replacing text: String, by other: String) throws {
        let (text, other) = (Array(text.utf8), Array(other.utf8))
        Thread.detachNewThread { [self] in
            guard let listener = try? FreePort() else { return }
            state.withLock { $0.port = listener.port }
            var pairs: [Pair] = []
            while !state.withLock({ $0.isStopped }) {
                if let client = listener.accept(withinMilliseconds: pairs.isEmpty ? 5 : 0),
                    let socket = try? server.connect()
                {
                    pairs.append(Pair(client: client, server: socket, text: text, other: other))
                }
                for index in pairs.indices.reversed() where !pairs[index].pump() {
                    pairs.remove(at: index)
                }
            }
        }
    }

    /// Where the proxy listens.
    var address: ServerAddress {
        while true {
            if let port = state.withLock({ $0.port }) { return ServerAddress(port: port) }
            Thread.sleep(forTimeInterval: 0.001)
        }
    }

    func stop() {
        state.withLock { $0.isStopped = true }
    }

    /// A client's connection and its continuation to the server.
    private struct Pair {
        let client: Socket
        let server: Socket
        let text: [UInt8]
        let other: [UInt8]
        var clientIsDone = false

        /// Carries what has arrived; returns false when the server has closed.
        mutating func pump() -> Bool {
            if !clientIsDone {
                switch client.receive(withinMilliseconds: 0) {
                case .bytes(let bytes): server.send(bytes)
                case .nothing: break
                case .closed:
                    clientIsDone = true
                    server.finishSending()
                }
            }
            switch server.receive(withinMilliseconds: 1) {
            case .bytes(let bytes): client.send(Array(bytes.replacing(text, with: other)))
            case .nothing: break
            case .closed: return false
            }
            return true
        }
    }
}
