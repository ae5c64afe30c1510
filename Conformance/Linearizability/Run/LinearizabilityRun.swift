import Dispatch
import Foundation
import Synchronization

/// Many clients at once for a bounded time, some of which are killed, and the check of what they saw.
package struct LinearizabilityRun: Sendable {
    package var clientCount = 50
    /// When clients begin no further operation.
    package var limit = Duration.seconds(5)
    /// The most operations of a client.
    package var operationLimit = Int.max
    package var seed: UInt64 = 1

    package init() {}

    /// Runs a workload on a server, which is emptied before.
    ///
    /// - Throws: What is wrong with a reply, or why a line could not be opened.
    package func run<W: Workload>(_ workload: W, on source: any LineSource) throws -> RunReport {
        let line = try source.open()
        _ = try line.call(["FLUSHALL"])
        try workload.prepare(line)

        let start = ContinuousClock.now
        let registry = ConnectedClients()
        let killer = Killer(source: source, registry: registry, seed: seed)
        defer { killer.stop() }
        var history = try record(workload, source, start, registry)
        let last = WorkloadClient<W.Model>(
            number: clientCount, seed: seed, source: source, start: start, registry: nil)
        try workload.finish(last)
        history += last.history
        return report(workload, source, history)
    }

    /// Lets the clients act, each on its own thread, and returns what they noted.
    private func record<W: Workload>(
        _ workload: W, _ source: any LineSource, _ start: ContinuousClock.Instant,
        _ registry: ConnectedClients
    ) throws -> [WorkloadClient<W.Model>.Noted] {
        let results = Mutex<(history: [WorkloadClient<W.Model>.Noted], failure: (any Error)?)>(
            ([], nil))
        let group = DispatchGroup()
        for number in 0..<clientCount {
            group.enter()
            Thread.detachNewThread {
                let client = WorkloadClient<W.Model>(
                    number: number, seed: seed, source: source, start: start, registry: registry)
                var actor = workload.actor(of: number)
                var failure: (any Error)?
                do {
                    while start.duration(to: .now) < limit, client.history.count < operationLimit {
                        try actor.act(client)
                    }
                } catch {
                    failure = error
                }
                let history = client.history
                results.withLock {
                    $0.history += history
                    $0.failure = $0.failure ?? failure
                }
                registry.remove(number)
                group.leave()
            }
        }
        group.wait()
        let (history, failure) = results.withLock { $0 }
        if let failure { throw failure }
        return history
    }

    private func report<W: Workload>(
        _ workload: W, _ source: any LineSource, _ history: [WorkloadClient<W.Model>.Noted]
    ) -> RunReport {
        let partitions = Dictionary(grouping: history, by: \.partition)
        let objections = partitions.sorted { $0.key < $1.key }.compactMap { number, noted in
            let verdict = LinearizabilityChecker(workload.model).check(noted.map(\.timed))
            switch verdict {
            case .linearizable: return String?.none
            case .undecided(let points): return "\(number): undecided after \(points) points"
            case .notLinearizable(let contradiction): return "\(number): \(contradiction)"
            }
        }
        return RunReport(
            workload: workload.name, server: source.name, operationCount: history.count,
            unansweredCount: history.count { $0.timed.outcome == nil }, objections: objections)
    }
}
