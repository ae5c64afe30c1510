import ConformanceKit
import MartletRESP

/// Compares what a server does with keys whose time passes with the model of it.
package enum ExpiryRun {
    /// Runs on Martlet with a clock that is moved by hand.
    ///
    /// - Returns: The first difference, or nil.
    package static func martlet(seed: UInt64, steps: Int) throws -> String? {
        try run(ManualServer(), seed: seed, steps: steps)
    }

    /// Runs on a server for which time passes in truth: what the model itself is held to.
    ///
    /// - Returns: The first difference, or nil.
    package static func server(
        _ address: ServerAddress, seed: UInt64, steps: Int
    ) throws -> String? {
        try run(RealTimeServer(address), seed: seed, steps: steps)
    }

    private static func run(
        _ server: some TimedServer, seed: UInt64, steps: Int
    ) throws -> String? {
        var random = SeededRandom(seed: seed)
        var model = ExpiryModel(now: server.start)
        var last: [String] = []
        for step in 1...max(1, steps) {
            if random.below(6) == 0 {
                let time = Self.pause(&random)
                model.pass(time)
                server.pass(time)
                last.append("(\(time) ms pass)")
            }
            let words = call(&random)
            last.append(words.joined(separator: " "))
            last = last.suffix(20)
            let expected = model.reply(to: words)
            let found = try server.reply(to: words)
            guard !isAlike(expected, found, within: server.tolerance) else { continue }
            return "seed \(seed), step \(step): \(found), not \(expected), after\n  "
                + last.joined(separator: "\n  ")
        }
        return nil
    }

    /// Times that pass are whole tenths of a second, times to live lie halfway between: so that no
    /// deadline falls where a call is made.
    private static func pause(_ random: inout SeededRandom) -> Int { random.below(4) * 100 }

    private static func timeToLive(_ random: inout SeededRandom) -> String {
        String(random.below(8) * 100 + 50)
    }

    /// A long time that hardly comes twice: in truth two deadlines that are one to the model are not.
    private static func longTime(_ random: inout SeededRandom) -> String {
        String(random.below(10_000) * 100 + 100_050)
    }

    private static func call(_ random: inout SeededRandom) -> [String] {
        func key() -> String { "k\(random.below(4))" }
        switch random.below(16) {
        case 0: return ["SET", key(), "v"]
        case 1, 2: return ["SET", key(), "v", "PX", timeToLive(&random)]
        case 3: return ["SET", key(), "w", ["KEEPTTL", "NX", "XX"][random.below(3)]]
        case 4, 5: return ["PEXPIRE", key(), timeToLive(&random)]
        case 6:
            let condition = ["NX", "XX", "GT", "LT"][random.below(4)]
            let time = condition.hasSuffix("X") ? timeToLive(&random) : longTime(&random)
            return ["PEXPIRE", key(), time, condition]
        case 7: return ["PERSIST", key()]
        case 8, 9: return ["PTTL", key()]
        case 10: return ["PEXPIRETIME", key()]
        case 11:
            return ["GETEX", key()]
                + [[], ["PERSIST"], ["PX", timeToLive(&random)]][random.below(3)]
        case 12: return [["GETSET", "APPEND"][random.below(2)], key(), "x"]
        case 13:
            let number = random.below(4)
            let other = (number + 1 + random.below(3)) % 4
            return [["RENAME", "COPY"][random.below(2)], "k\(number)", "k\(other)"]
        case 14: return ["DEL", key()]
        default: return [["EXISTS", "GET"][random.below(2)], key()]
        }
    }

    private static func isAlike(
        _ expected: RESPValue, _ found: RESPValue, within tolerance: Int64
    ) -> Bool {
        guard case .integer(let one) = expected, case .integer(let other) = found, one > 1,
            other > 1
        else { return expected == found }
        return abs(one - other) <= tolerance
    }
}
