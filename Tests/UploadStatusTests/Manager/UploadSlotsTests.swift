import Synchronization
import Testing

@testable import UploadStatus

@Suite struct UploadSlotsTests {
    @Test func noMoreThanThereArePlaces() async throws {
        let slots = UploadSlots(2)
        let running = Running()
        try await withThrowingTaskGroup { group in
            for _ in 0..<50 {
                group.addTask {
                    try await slots.withSlot {
                        running.begin()
                        await Task.yield()
                        running.end()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(running.most <= 2)
    }

    private final class Running: Sendable {
        private let count = Mutex((now: 0, most: 0))

        var most: Int { count.withLock { $0.most } }

        func begin() {
            count.withLock { count in
                count.now += 1
                count.most = max(count.most, count.now)
            }
        }

        func end() {
            count.withLock { $0.now -= 1 }
        }
    }

    @Test func whoIsCancelledTakesNoPlace() async throws {
        let slots = UploadSlots(1)
        let gate = Gate()
        let first = Task { try await slots.withSlot { await gate.pass() } }
        await gate.waitForArrivals(1)
        let second = Task { try await slots.withSlot { Issue.record("cancelled") } }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        gate.open()
        try await first.value
        try await slots.withSlot {}
        await #expect(throws: ScriptedUploader.Refusal.self) {
            try await slots.withSlot { throw ScriptedUploader.Refusal() }
        }
        try await slots.withSlot {}
    }
}
