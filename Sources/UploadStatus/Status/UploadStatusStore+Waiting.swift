import MartletClient

/// Waiting without polling.
extension UploadStatusStore {
    /// Subscribes to the changes of an upload's status. What is published is the status as it is in
    /// Redis.
    ///
    /// - Throws: ``UploadStatusError`` if there is no id; `RedisError`.
    public func events(of uploadID: String) async throws -> UploadEvents {
        try require(uploadID, "uploadID")
        return UploadEvents(
            subscription: try await client.subscribe(to: [keys.events(uploadID)]))
    }
}

/// The changes of an upload's status, as they come.
public struct UploadEvents: AsyncSequence, Sendable {
    let subscription: RedisSubscription

    /// What comes.
    public enum Event: Hashable, Sendable {
        /// The upload is so far.
        case status(UploadEntry)
        /// Changes may be missing here: read the status anew.
        case gap
    }

    /// Ends the subscription.
    public func cancel() {
        subscription.cancel()
    }

    /// Makes an iterator; all of them share the changes.
    public func makeAsyncIterator() -> Iterator {
        Iterator(events: subscription.makeAsyncIterator())
    }

    /// Reads changes.
    public struct Iterator: AsyncIteratorProtocol {
        var events: RedisSubscription.Iterator

        /// Returns the next change, once there is one; nil at the end.
        ///
        /// - Throws: `RedisError` if the server refuses the connection.
        public mutating func next() async throws -> Event? {
            while let event = try await events.next() {
                switch event {
                case .gap: return .gap
                case .message(let message):
                    if let entry = UploadEntry(text: message.bytes) { return .status(entry) }
                }
            }
            return nil
        }
    }
}
