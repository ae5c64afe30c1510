import MartletClient

/// Whether a server can be reached, and when to try again: what ``CacheStore`` obeys. It has no clock
/// and asks no server.
struct Recovery {
    /// What an operation is to do.
    enum Way: Equatable {
        /// Ask the server.
        case server
        /// Do without it.
        case local
        /// Find out whether the server is back. Until ``connected()`` or ``failed(at:chance:)`` is
        /// called, everybody else does without it.
        case recover
    }

    private enum Mode: Equatable {
        case connected
        case away(retryAt: Double)
        case recovering
    }

    private let backoff: RedisBackoff
    private var mode = Mode.connected
    /// How often the server was found away since it was last there.
    private(set) var attempts = 0

    init(backoff: RedisBackoff) {
        self.backoff = backoff
    }

    /// Whether the server was there when last asked.
    var isConnected: Bool { mode == .connected }

    /// Returns what an operation is to do that begins at so many seconds.
    mutating func begin(at now: Double) -> Way {
        switch mode {
        case .connected: return .server
        case .recovering: return .local
        case .away(let retryAt):
            guard now >= retryAt else { return .local }
            mode = .recovering
            return .recover
        }
    }

    /// Notes that the server can't be reached: it is left alone for twice as long each time.
    ///
    /// - Parameter chance: Between 0 and 1: how much of the second half of that time to wait.
    mutating func failed(at now: Double, chance: Double) {
        // Of many operations that fail together, the first counts.
        if case .away(let retryAt) = mode, now < retryAt { return }
        attempts += 1
        let longest = min(backoff.initial * (1 << min(attempts - 1, 30)), backoff.limit)
        mode = .away(retryAt: now + longest / .seconds(1) * (1 + chance) / 2)
    }

    /// Tries the server at the next operation, however short ago it was found away.
    mutating func retryNow() {
        if case .away = mode { mode = .away(retryAt: -.infinity) }
    }

    /// Notes that the server is back.
    mutating func connected() {
        mode = .connected
        attempts = 0
    }
}
