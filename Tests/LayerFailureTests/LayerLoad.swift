import MartletClient
import StatelessMessages
import Synchronization

/// Work in steps that can be told apart, each of which can be done by itself.
protocol SteppedWork: Sendable {
    /// Does a step. Once it has returned it is acknowledged.
    func perform(_ step: Int) async throws
}

/// That the service said 503.
struct ServiceAway: Error {}

/// Steps that several tasks do until they are told to stop: each once, whatever comes of it.
final class LayerLoad: Sendable {
    private struct State {
        var next = 0
        var report = LoadReport()
        var isStopped = false
    }

    private let work: any SteppedWork
    private let pause: Duration
    private let state = Mutex(State())

    /// - Parameter pause: How long each task rests behind a step.
    init(_ work: any SteppedWork, pause: Duration = .zero) {
        self.work = work
        self.pause = pause
    }

    /// Does steps until ``stop()`` is called; returns what came of them.
    ///
    /// - Throws: What says neither that a server is away nor that what a step had begun with went with
    ///   its master.
    func perform(tasks: Int = 4) async throws -> LoadReport {
        try await withThrowingTaskGroup { group in
            for _ in 0..<tasks {
                group.addTask {
                    while let step = self.begin() {
                        try await self.perform(step)
                        if self.pause > .zero { try await Task.sleep(for: self.pause) }
                    }
                }
            }
            try await group.waitForAll()
        }
        return report
    }

    /// What came of the steps so far.
    var report: LoadReport { state.withLock(\.report) }

    /// The number of the step that begins next.
    var next: Int { state.withLock(\.next) }

    /// Waits until so many steps more were acknowledged.
    func waitFor(_ count: Int) async throws {
        let goal = report.acknowledged.count + count
        try await wait { $0.acknowledged.count >= goal }
    }

    /// Waits until the steps have come to something, or nobody does any more.
    func wait(until isEnough: (LoadReport) -> Bool) async throws {
        while state.withLock({ !isEnough($0.report) && !$0.isStopped }) {
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// Lets the tasks end after their step.
    func stop() {
        state.withLock { $0.isStopped = true }
    }

    private func begin() -> Int? {
        state.withLock { state in
            guard !state.isStopped else { return nil }
            defer { state.next += 1 }
            state.report.tried.insert(state.next)
            return state.next
        }
    }

    private func perform(_ step: Int) async throws {
        do {
            try await work.perform(step)
            state.withLock { _ = $0.report.acknowledged.insert(step) }
        } catch let error as RedisError {
            state.withLock { $0.report.errors.append(error) }
            try await Self.rest()
        } catch is ServiceAway {
            state.withLock { $0.report.refusals += 1 }
            try await Self.rest()
        } catch is MessagesError {
            // What the step had begun with went with its master.
        } catch {
            stop()
            throw error
        }
    }

    /// Nobody gains by a server that is away being asked without a pause.
    private static func rest() async throws {
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// What came of steps.
struct LoadReport: Sendable {
    var tried: Set<Int> = []
    var acknowledged: Set<Int> = []
    var errors: [RedisError] = []
    /// How often a service said that it can't do it now.
    var refusals = 0
}

/// What a failure did to steps.
struct LoadDamage: Hashable, Sendable {
    var lost: [Int]
    var wrong: [Int]

    /// The acknowledged steps that are gone, and those that were done more than once or by half.
    ///
    /// - Parameter counts: How often each step is found to be done.
    init(_ done: LoadReport, _ counts: [Int: Int]) {
        lost = done.acknowledged.filter { counts[$0, default: 0] == 0 }.sorted()
        wrong = done.tried.filter { ![0, 1].contains(counts[$0, default: 0]) }.sorted()
    }

    init(lost: [Int], wrong: [Int]) {
        self.lost = lost
        self.wrong = wrong
    }
}
