import NIOCore

/// The connection of a client.
struct ClientConnection: Sendable {
    let channel: any Channel

    /// Ends the connection soon. Until then what the client still sends is read and dropped: else the
    /// system would throw away the answer along with it.
    func closeSoon() {
        channel.eventLoop.scheduleTask(in: .seconds(2)) { [channel] in
            channel.close(promise: nil)
        }
    }
}
