import NIOCore
import Synchronization

/// What a server sends a connection unasked, in order: a message, a key that changed.
///
///     for try await push in try await client.pushes(after: [.init("SUBSCRIBE", "news")]) { … }
///
/// Waiting for a push holds no thread. What comes while nobody reads is kept, up to a limit; with
/// more the oldest are dropped and the reader is told that there is a ``RedisPush/gap``. So it is
/// where the connection was lost and made anew. The sequence ends when its client is closed or the
/// task cancelled, and with an error if the server refuses the connection for good.
///
/// Several tasks may read: each push goes to one of them. The connection is given up when the
/// sequence is let go of.
public final class RedisPushes: AsyncSequence, Sendable {
    private let buffer: Buffer

    /// Keeps what comes through `buffer`.
    init(_ buffer: Buffer) {
        self.buffer = buffer
    }

    deinit {
        buffer.cancel()
    }

    /// Ends the sequence, without what wasn't read yet.
    public func cancel() {
        buffer.cancel()
    }

    /// Makes an iterator; all of them share the pushes.
    public func makeAsyncIterator() -> Iterator {
        Iterator(pushes: self)
    }

    /// Reads pushes.
    public struct Iterator: AsyncIteratorProtocol {
        let pushes: RedisPushes

        /// Returns the next push, once there is one; nil at the end.
        ///
        /// - Throws: ``RedisError`` if the server refuses the connection.
        public mutating func next() async throws -> RedisPush? {
            try await pushes.buffer.next()
        }
    }
}

/// What a sequence of pushes consists of.
public enum RedisPush: Hashable, Sendable {
    /// What the server sent: `["message", channel, text]`.
    case push([RESPValue])
    /// Something may be missing here: the connection was lost and made anew, or the reader too slow.
    case gap
}

extension RedisPushes {
    /// A bounded queue between a connection and its readers.
    final class Buffer: Sendable {
        private struct State {
            var pushes = CircularBuffer<RedisPush>()
            var readers: [(id: Int, reader: CheckedContinuation<RedisPush?, any Error>)] = []
            var nextID = 0
            var result: Result<RedisPush?, any Error>?
            var onCancel: (@Sendable () -> Void)?
        }

        private let limit: Int
        private let state = Mutex(State())

        init(limit: Int) {
            self.limit = Swift.max(1, limit)
        }

        /// Makes `body` called when nobody wants pushes any longer; at once, if that is so already.
        func onCancel(_ body: @escaping @Sendable () -> Void) {
            let isOver = state.withLock { state in
                if state.result == nil { state.onCancel = body }
                return state.result != nil
            }
            if isOver { body() }
        }

        /// Adds a push. Drops the oldest if there are too many.
        func append(_ push: RedisPush) {
            let reader = state.withLock { state -> CheckedContinuation<RedisPush?, any Error>? in
                guard state.result == nil else { return nil }
                if !state.readers.isEmpty { return state.readers.removeFirst().reader }
                // Two gaps one after the other are one.
                if push == .gap, state.pushes.last == .gap { return nil }
                if state.pushes.count >= limit {
                    state.pushes.removeFirst()
                    if state.pushes.first != .gap {
                        if !state.pushes.isEmpty { state.pushes.removeFirst() }
                        state.pushes.prepend(.gap)
                    }
                }
                state.pushes.append(push)
                return nil
            }
            reader?.resume(returning: push)
        }

        /// Ends the sequence behind what is there: with an error, if there is one.
        func finish(_ error: (any Error)? = nil) {
            let result: Result<RedisPush?, any Error> =
                if let error { .failure(error) } else { .success(nil) }
            end(result, keepsPushes: true)
        }

        /// Ends the sequence at once.
        func cancel() {
            end(.success(nil), keepsPushes: false)
        }

        private func end(_ result: Result<RedisPush?, any Error>, keepsPushes: Bool) {
            let (readers, onCancel) = state.withLock { state in
                defer {
                    state.readers = []
                    state.onCancel = nil
                    state.result = state.result ?? result
                    if !keepsPushes { state.pushes.removeAll() }
                }
                return (state.readers, state.onCancel)
            }
            for (_, reader) in readers { reader.resume(with: result) }
            onCancel?()
        }

        func next() async throws -> RedisPush? {
            let id = state.withLock { state in
                state.nextID += 1
                return state.nextID
            }
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    let result = state.withLock { state -> Result<RedisPush?, any Error>? in
                        if Task.isCancelled { return .success(nil) }
                        if let push = state.pushes.popFirst() { return .success(push) }
                        if let result = state.result {
                            // The error is told once.
                            state.result = .success(nil)
                            return result
                        }
                        state.readers.append((id, continuation))
                        return nil
                    }
                    if let result { continuation.resume(with: result) }
                }
            } onCancel: {
                let reader = state.withLock { state in
                    state.readers.firstIndex { $0.id == id }.map {
                        state.readers.remove(at: $0).reader
                    }
                }
                reader?.resume(returning: nil)
            }
        }
    }
}
