import ConformanceKit
import MartletRESP

/// Clients that want the same few locks, hold them for a while, extend, release or forget them.
package struct LockWorkload: Workload {
    package let name = "locks"
    package let model = LockModel()

    static let lockCount = 6
    static let release =
        "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"
    static let extend =
        "if redis.call('GET', KEYS[1]) == ARGV[1] "
        + "then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0"

    package init() {}

    package func prepare(_ line: any ClientLine) {}

    package func actor(of client: Int) -> Actor { Actor() }

    package func finish(_ client: WorkloadClient<LockModel>) throws {
        for lock in 0..<Self.lockCount { try Actor.read(lock, client) }
    }

    package struct Actor: WorkloadActor {
        private var held: (lock: Int, token: Int)?
        private var tokenCount = 0

        package mutating func act(_ client: WorkloadClient<LockModel>) throws {
            guard let held else { return try acquire(client) }
            switch client.random.below(10) {
            case 0: self.held = nil
            case 1, 2: try extend(held, client)
            case 3, 4: try Self.read(held.lock, client)
            default: try release(held, client)
            }
        }

        private mutating func acquire(_ client: WorkloadClient<LockModel>) throws {
            tokenCount += 1
            let lock = client.random.below(LockWorkload.lockCount)
            let token = client.number * 1_000_000 + tokenCount
            let time = 2 + client.random.below(40)
            let operation = LockModel.Operation.acquire(token: token, .milliseconds(time))
            let outcome = try client.perform(operation, on: lock) { client throws(LineFailure) in
                try client.call("SET", "lock:\(lock)", "\(token)", "NX", "PX", "\(time)").isNull
                    ? .refused : .done
            }
            if outcome == .done { held = (lock, token) }
        }

        private mutating func extend(
            _ held: (lock: Int, token: Int), _ client: WorkloadClient<LockModel>
        ) throws {
            let time = 2 + client.random.below(40)
            let operation = LockModel.Operation.extend(token: held.token, .milliseconds(time))
            let outcome = try client.perform(operation, on: held.lock) { c throws(LineFailure) in
                try c.call(
                    "EVAL", LockWorkload.extend, "1", "lock:\(held.lock)", "\(held.token)",
                    "\(time)"
                ).expectInteger() == 1 ? .done : .refused
            }
            if outcome != .done { self.held = nil }
        }

        private mutating func release(
            _ held: (lock: Int, token: Int), _ client: WorkloadClient<LockModel>
        ) throws {
            try client.perform(.release(token: held.token), on: held.lock) {
                client throws(LineFailure) in
                try client.call(
                    "EVAL", LockWorkload.release, "1", "lock:\(held.lock)", "\(held.token)"
                ).expectInteger() == 1 ? .done : .refused
            }
            self.held = nil
        }

        static func read(_ lock: Int, _ client: WorkloadClient<LockModel>) throws {
            try client.perform(.read, on: lock) { client throws(LineFailure) in
                .owner(try client.call("GET", "lock:\(lock)").number)
            }
        }
    }
}
