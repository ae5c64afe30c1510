import MartletRESP
import NIOCore
import Synchronization

/// A lock that is held, until it is released or lost.
///
/// It is renewed in the background. Whoever lets go of it without releasing it leaves it to its
/// lifetime.
public final class HeldLock: Sendable {
    /// What the lock's key holds.
    public let token: String
    /// A number that is greater than that of every earlier holder.
    public let fencingNumber: Int

    private struct State {
        /// Until when the server keeps the key for sure.
        var validUntil: NIODeadline
        var isOver = false
        var wasReleased = false
        var renewal: Task<Void, Never>?
        var waiters: [Promise<Void>] = []
    }

    private let lock: DistributedLock
    private let state: Mutex<State>

    init(_ lock: DistributedLock, token: String, fencingNumber: Int, since start: NIODeadline) {
        self.lock = lock
        self.token = token
        self.fencingNumber = fencingNumber
        state = Mutex(State(validUntil: start + TimeAmount(lock.lifetime)))
        let renewal = Task { [weak self, interval = lock.renewalInterval] in
            while (try? await Task.sleep(for: interval)) != nil {
                guard let self, await self.renew() else { return }
            }
        }
        state.withLock { $0.renewal = renewal }
    }

    deinit {
        let (renewal, waiters) = state.withLock { ($0.renewal, $0.waiters) }
        renewal?.cancel()
        for waiter in waiters { waiter.complete(.success(())) }
    }

    /// Whether the lock is held, as far as can be known without asking the server.
    public var isHeld: Bool {
        state.withLock { !$0.isOver && $0.validUntil > .now() }
    }

    /// Asks the server whether the lock is held, and renews it.
    ///
    /// - Throws: ``RedisError`` with the code ``RedisError/Code/lockLost`` if it isn't, or if the
    ///   server can't be asked.
    public func check() async throws {
        let start = NIODeadline.now()
        let reply = try await lock.client.run(
            .expireIfEqual, keys: [lock.key],
            arguments: [token, lock.lifetime.wholeMilliseconds])
        guard reply.intValue == 1 else {
            end()
            throw RedisError.lockLost
        }
        state.withLock { $0.validUntil = max($0.validUntil, start + TimeAmount(lock.lifetime)) }
    }

    /// Waits until the lock is lost or released, or the task cancelled.
    public func waitUntilOver() async {
        let promise = Promise<Void>()
        let isOver = state.withLock { state in
            if !state.isOver { state.waiters.append(promise) }
            return state.isOver
        }
        if !isOver { try? await promise.valueUnlessCancelled() }
    }

    /// Frees the lock; returns whether it was held until now. Cancellation doesn't keep it from that.
    @discardableResult
    public func release() async -> Bool {
        let isFirst = state.withLock { state in
            defer { state.wasReleased = true }
            return !state.wasReleased
        }
        end()
        guard isFirst else { return false }
        let (lock, token) = (lock, token)
        // A task of its own, so that one that is cancelled can release its locks.
        let release = Task {
            let reply = try? await lock.client.run(
                .deleteIfEqual, keys: [lock.key], arguments: [token])
            return reply?.intValue == 1
        }
        return await release.value
    }

    /// Renews the lock; returns whether to go on.
    private func renew() async -> Bool {
        for attempt in 1... {
            let left = state.withLock { $0.isOver ? nil : $0.validUntil - .now() }
            guard let left, left > .zero else { break }
            do {
                // An answer that comes too late is none.
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await self.check() }
                    group.addTask {
                        try await Task.sleep(for: .nanoseconds(left.nanoseconds))
                        throw RedisError.timeout
                    }
                    try await group.next()
                    group.cancelAll()
                }
                return true
            } catch let error as RedisError where error.code == .lockLost {
                return false
            } catch is CancellationError {
                return false
            } catch {
                try? await RedisBackoff.contention.sleep(attempt: attempt)
            }
        }
        end()
        return false
    }

    /// Notes that the lock isn't held any longer, and tells those who wait for that.
    private func end() {
        let (waiters, renewal) = state.withLock { state in
            defer {
                state.isOver = true
                state.waiters = []
                state.renewal = nil
            }
            return (state.waiters, state.renewal)
        }
        renewal?.cancel()
        for waiter in waiters { waiter.complete(.success(())) }
    }
}
