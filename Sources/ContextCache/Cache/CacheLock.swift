import LayerSupport
import MartletClient
import MartletRESP

/// A lock in one place: the key holds a random token for as long as the lock is held.
///
/// It is the documents': whoever has the token releases it, be it in another request or a Python
/// program, and nobody renews it unasked. `DistributedLock` is held by an object that renews it by the
/// system's clock, and keeps a fencing number under a second key, which the documents don't know.
struct CacheLock: Sendable {
    let client: any RedisClient
    let key: String
    let lifetime: Duration
    let clock: any LayerClock

    /// How long to wait before the lock is tried again.
    private static let pause = Duration.milliseconds(100)

    /// Takes the lock; returns the token, nil if it isn't free in time.
    func acquire(waitingAtMost limit: Duration) async throws -> String? {
        let token = Self.token()
        let giveUpAt = clock.secondsSince1970 + limit / .seconds(1)
        while true {
            let isTaken = try await client.set(
                key, token, expiry: .after(lifetime), condition: .absent)
            if isTaken { return token }
            guard clock.secondsSince1970 < giveUpAt else { return nil }
            try await clock.sleep(for: Self.pause)
        }
    }

    /// Frees the lock if the token has it; returns whether it had.
    func release(_ token: String) async throws -> Bool {
        try await client.run(.deleteIfEqual, keys: [key], arguments: [token]).wholeNumber == 1
    }

    /// Lets the lock live as long as from its beginning if the token has it; returns whether it has.
    func extend(_ token: String) async throws -> Bool {
        try await client.run(
            .expireIfEqual, keys: [key], arguments: [token, lifetime.wholeMilliseconds]
        ).wholeNumber == 1
    }

    /// Does something while the lock that a token has is renewed. Returns nil as soon as the lock is
    /// lost, for which `body` is cancelled.
    func renewing<Result: Sendable>(
        _ token: String, while body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result? {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                // Three chances before the time is over; an error of the server uses up one.
                var misses = 0
                while misses < 3 {
                    try await clock.sleep(for: lifetime / 3)
                    do {
                        guard try await extend(token) else { return nil }
                        misses = 0
                    } catch is RedisError {
                        misses += 1
                    }
                }
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    /// Returns a random UUID, as the documents' tokens are.
    private static func token() -> String {
        let bits = [UInt64.random(in: .min ... .max), .random(in: .min ... .max)]
        var digits = bits.map { bits in
            let digits = String(bits, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined().map { $0 }
        digits[12] = "4"
        digits[16] = ["8", "9", "a", "b"][Int(bits[1] >> 62)]
        for place in [20, 16, 12, 8] { digits.insert("-", at: place) }
        return String(digits)
    }
}

/// Locks. All functions throw ``RedisError``.
extension ContextCache {
    /// Takes a lock; returns the token that releases it, nil if it isn't free in time.
    ///
    /// - Parameters:
    ///   - lifetime: When the lock becomes free by itself.
    ///   - limit: How long to wait for it at most.
    public func acquireLock(
        _ name: String, lifetime: Duration = .seconds(10),
        waitingAtMost limit: Duration = .seconds(5)
    ) async throws -> String? {
        try await store.run { client in
            try await lock(name, lifetime, client).acquire(waitingAtMost: limit)
        }
    }

    /// Releases a lock; returns whether the token had it.
    @discardableResult
    public func releaseLock(_ name: String, _ token: String) async throws -> Bool {
        try await store.run { client in
            try await lock(name, .zero, client).release(token)
        }
    }

    /// Lets a lock live for so long from now; returns whether the token has it.
    public func extendLock(
        _ name: String, _ token: String, lifetime: Duration = .seconds(10)
    ) async throws -> Bool {
        try await store.run { client in
            try await lock(name, lifetime, client).extend(token)
        }
    }

    private func lock(
        _ name: String, _ lifetime: Duration, _ client: any RedisClient
    ) -> CacheLock {
        CacheLock(client: client, key: keys.lock(name), lifetime: lifetime, clock: store.clock)
    }
}
