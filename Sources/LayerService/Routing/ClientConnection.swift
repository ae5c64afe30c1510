import Hummingbird
import NIOCore
import NIOHTTPTypes

/// The connection of a client.
struct ClientConnection: Sendable {
    let channel: any Channel

    /// Tells a client to send the body that it waits with: else curl waits for a second.
    func askForBody() {
        let head = HTTPResponsePart.head(HTTPResponse(status: .continue))
        channel.writeAndFlush(head, promise: nil)
    }

    /// Ends the connection soon. Until then what the client still sends is read and dropped: else the
    /// system would throw away the answer along with it.
    func closeSoon() {
        channel.eventLoop.scheduleTask(in: .seconds(2)) { [channel] in
            channel.close(promise: nil)
        }
    }
}
