import MartletClient
import Synchronization

/// Tells those in this process who watch uploads that theirs has changed. However many they are, they
/// share one subscription, which lasts as long as there are any.
///
///     let notices = try await uploadNotices.notices(of: id)
///     var entry = try await store.uploadStatus(id)      // after the subscription: nothing is missed
///     for try await _ in notices { entry = try await store.uploadStatus(id) }
public final class UploadNotices: Sendable {
    /// Changes of an upload, of which any number may be one notice: look how far it is.
    public typealias Notices = AsyncThrowingStream<Void, any Error>

    private struct Watcher {
        let uploadID: String
        let continuation: Notices.Continuation
    }

    /// The subscription that all share.
    private struct Reading {
        /// Tells it from those that were before.
        let number: Int
        let opening: Task<RedisSubscription, any Error>
        let task: Task<Void, Never>
    }

    private struct State {
        var watchers: [Int: Watcher] = [:]
        var reading: Reading?
        var count = 0
    }

    private let store: UploadStatusStore
    private let state = Mutex(State())

    /// Makes notices of a store's uploads.
    public init(_ store: UploadStatusStore) {
        self.store = store
    }

    deinit {
        state.withLock { $0.reading?.task.cancel() }
    }

    /// Watches an upload. There is a notice for what changes from now on.
    ///
    /// - Throws: ``UploadStatusError`` if there is no id; `RedisError` if the server can't be reached.
    public func notices(of uploadID: String) async throws -> Notices {
        try require(uploadID, "uploadID")
        let (notices, continuation) = Notices.makeStream(bufferingPolicy: .bufferingNewest(1))
        let (number, opening) = state.withLock {
            state -> (Int, Task<RedisSubscription, any Error>) in
            state.count += 1
            state.watchers[state.count] = Watcher(uploadID: uploadID, continuation: continuation)
            return (state.count, joinSubscription(&state))
        }
        continuation.onTermination = { [weak self] _ in self?.leave(number) }
        do {
            _ = try await opening.value
        } catch {
            continuation.finish()
            throw error
        }
        return notices
    }

    /// Returns the subscription, which is begun if there is none.
    private func joinSubscription(
        _ state: inout State
    ) -> Task<RedisSubscription, any Error> {
        if let reading = state.reading { return reading.opening }
        let (number, store) = (state.count, store)
        let opening = Task {
            try await store.client.subscribe(patterns: [store.keys.events("*")])
        }
        let task = Task { [weak self] in
            do {
                let subscription = try await opening.value
                defer { subscription.cancel() }
                for try await event in subscription { self?.pass(event) }
                self?.end(number, nil)
            } catch {
                self?.end(number, error)
            }
        }
        state.reading = Reading(number: number, opening: opening, task: task)
        return opening
    }

    private func pass(_ event: RedisSubscription.Event) {
        let watchers = state.withLock { Array($0.watchers.values) }
        switch event {
        case .gap:
            for watcher in watchers { watcher.continuation.yield() }
        case .message(let message):
            for watcher in watchers where store.keys.events(watcher.uploadID) == message.channel {
                watcher.continuation.yield()
            }
        }
    }

    /// Ends the notices of all who share a subscription that has ended.
    private func end(_ number: Int, _ error: (any Error)?) {
        let watchers = state.withLock { state -> [Watcher] in
            guard state.reading?.number == number else { return [] }
            state.reading = nil
            defer { state.watchers = [:] }
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.continuation.finish(throwing: error) }
    }

    /// Lets a watcher go. The last one ends the subscription.
    private func leave(_ number: Int) {
        let task = state.withLock { state -> Task<Void, Never>? in
            state.watchers[number] = nil
            guard state.watchers.isEmpty, let reading = state.reading else { return nil }
            state.reading = nil
            return reading.task
        }
        task?.cancel()
    }
}
