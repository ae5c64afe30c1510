import ConformanceKit
import Dispatch
import Foundation
import Synchronization

/// Clients that come, go, stall and vanish, at a server that has to be as it was when they are gone.
package struct SoakRun: Sendable {
    /// How many clients there are at a time.
    package var clientCount = 50
    /// When no further client comes, and how many come at the most at each place.
    package var limit = Duration.seconds(10)
    package var lifeLimit = Int.max
    package var seed: UInt64 = 1

    /// How much memory may be in use afterwards: a quarter and 2 MiB more.
    package static func bound(from memory: Int) -> Int { memory + memory / 4 + (2 << 20) }

    /// How much memory may be resident afterwards: a quarter and 16 MiB more.
    package static func bound(fromResident memory: Int) -> Int {
        memory + memory / 4 + (16 << 20)
    }

    /// How long a server has to become as it was.
    private static let settling = Duration.seconds(15)

    package init() {}

    /// What the clients of a load counted.
    struct Tally: Sendable {
        var lives: [SoakConduct: Int] = [:]
        var replies = 0
        var complaints: [String] = []
    }

    /// Loads a server for a while, so that it has once had what the load needs; then again, and
    /// compares how it is before and after that.
    package func run(on address: ServerAddress) throws -> SoakReport {
        let gauge = try ServerGauge(address)
        gauge.empty()
        let idle = gauge.read().clients
        var warm = self
        warm.limit = limit / 4
        warm.lifeLimit = max(1, lifeLimit / 4)
        let first = warm.load(address)
        gauge.empty()
        let before = gauge.read(within: Self.settling) { $0.clients <= idle }

        let peak = PeakReading(address)
        let tally = load(address)
        let highest = peak.end()
        gauge.empty()
        let after = gauge.read(within: Self.settling) { reading in
            reading.clients <= before.clients && reading.descriptors == before.descriptors
                && reading.memory <= Self.bound(from: before.memory)
                && reading.resident <= Self.bound(fromResident: before.resident)
        }
        return SoakReport(
            lives: tally.lives, replyCount: tally.replies, before: before, peak: highest,
            after: after, complaints: first.complaints + tally.complaints)
    }

    /// Lets clients live, at each place on a thread of its own.
    private func load(_ address: ServerAddress) -> Tally {
        let tally = Mutex(Tally())
        let start = ContinuousClock.now
        let group = DispatchGroup()
        for number in 0..<clientCount {
            group.enter()
            Thread.detachNewThread {
                var client = SoakClient(address: address, number: number, seed: seed)
                var lives = 0
                while lives < lifeLimit, start.duration(to: .now) < limit {
                    let conduct = client.nextConduct()
                    var complaint: String?
                    do {
                        try client.live(as: conduct)
                    } catch {
                        complaint = "\(error)"
                    }
                    lives += 1
                    tally.withLock {
                        $0.lives[conduct, default: 0] += 1
                        if let complaint { $0.complaints.append(complaint) }
                    }
                }
                let replies = client.replyCount
                tally.withLock { $0.replies += replies }
                group.leave()
            }
        }
        group.wait()
        return tally.withLock { $0 }
    }
}
