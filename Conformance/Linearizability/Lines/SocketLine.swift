import ConformanceKit
import MartletRESP

/// A line over a socket.
package final class SocketLine: ClientLine {
    private var connection: ServerConnection?

    init(_ address: ServerAddress) throws {
        connection = try ServerConnection(address)
        if let password = address.password { _ = try call(["AUTH", password]) }
    }

    package func call(_ words: [String]) throws(LineFailure) -> RESPValue {
        guard let connection else { throw .closed }
        connection.send(CommandEncoder.encode(words.map { Array($0.utf8) }))
        let received = connection.receiveReply(within: .seconds(30))
        switch received.ending {
        case .arrived: break
        case .timedOut: throw .silent
        case .closed:
            self.connection = nil
            throw .closed
        case .unreadable: throw .unexpected(String(decoding: received.bytes, as: UTF8.self))
        }
        var parser = ReplyParser()
        parser.feed(received.bytes)
        guard let reply = try? parser.next() else { throw .unexpected("no reply") }
        return reply
    }

    /// The socket is closed with the reply still to come, as when a program is killed.
    package func callAndVanish(_ words: [String]) {
        connection?.send(CommandEncoder.encode(words.map { Array($0.utf8) }))
        connection = nil
    }
}

/// A server that is reached over sockets.
package final class SocketLines: LineSource {
    package let name: String
    private let address: ServerAddress

    package init(name: String, address: ServerAddress) {
        self.name = name
        self.address = address
    }

    package func open() throws -> any ClientLine { try SocketLine(address) }
}
