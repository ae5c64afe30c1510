import Foundation

/// Random runs that are made once in every test run, and with other seeds as often as the variable
/// `MARTLET_ROUNDS` of the environment says: 300 rounds are a million steps of each structure.
enum RandomRuns {
    static let rounds =
        ProcessInfo.processInfo.environment["MARTLET_ROUNDS"].flatMap { Int($0) } ?? 1

    /// Returns the seeds, and others of as many rounds.
    static func repeated(_ seeds: [UInt64]) -> [UInt64] {
        repeated(seeds.map { seed in (seed, ()) }).map { seed, _ in seed }
    }

    /// Returns the runs, and the same with other seeds of as many rounds.
    static func repeated<Setting>(_ runs: [(UInt64, Setting)]) -> [(UInt64, Setting)] {
        (0..<rounds).flatMap { round in
            runs.map { seed, setting in (seed &+ UInt64(round) &* 1000, setting) }
        }
    }
}
