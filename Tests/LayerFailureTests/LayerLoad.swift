import MartletClient
import StatelessMessages
import Synchronization

/// Steps of a layer that several tasks do until they are told to stop: each once, whatever comes of it.
final class LayerLoad: Sendable {
    private struct State {
        var next = 0
        var report = LoadReport()
        var isStopped = false
    }

    private let run: LayerRun
    private let state = Mutex(State())

    init(_ run: LayerRun) {
        self.run = run
    }

    /// Does steps until ``stop()`` is called; returns what came of them.
    ///
    /// - Throws: What is no `RedisError`.
    func perform(tasks: Int = 4) async throws -> LoadReport {
        try await withThrowingTaskGroup { group in
            for _ in 0..<tasks {
                group.addTask {
                    while let step = self.begin() { try await self.perform(step) }
                }
            }
            try await group.waitForAll()
        }
        return state.withLock(\.report)
    }

    /// Waits until so many steps more were acknowledged.
    func waitFor(_ count: Int) async throws {
        let goal = state.withLock { $0.report.acknowledged.count } + count
        while state.withLock({ $0.report.acknowledged.count < goal && !$0.isStopped }) {
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
            try await run.perform(step)
            state.withLock { _ = $0.report.acknowledged.insert(step) }
        } catch let error as RedisError {
            state.withLock { $0.report.errors.append(error) }
            // Nobody gains by a server that is away being asked without a pause.
            try await Task.sleep(for: .milliseconds(5))
        } catch is MessagesError {
            // What the step had begun with went with its master.
        }
    }
}
