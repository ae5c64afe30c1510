import LayerSupport
import Testing

@testable import StatelessMessages

@Suite struct EventQueueTests {
    private func event(_ sequence: Int) -> StreamEvent {
        StreamEvent(
            id: "\(sequence)-0", type: .textDelta, messageID: "m", sessionID: "s",
            sequence: sequence, payload: [:], timestamp: "")
    }

    private func sequences(_ mailbox: EventQueue) async throws -> [Int]? {
        guard case .events(let events) = try await mailbox.next() else { return nil }
        return events.map(\.sequence)
    }

    @Test func whatDoesNotFitIsToBeRead() async throws {
        let mailbox = EventQueue(limit: 2)
        mailbox.offer([event(1)])
        mailbox.offer([event(2)])
        #expect(try await sequences(mailbox) == [1, 2])
        mailbox.offer([event(3), event(4), event(5)])
        mailbox.offer([event(6)])
        #expect(try await sequences(mailbox) == nil)
        mailbox.reset()
        mailbox.offer([event(7)])
        #expect(try await sequences(mailbox) == [7])
    }

    @Test func pingsComeToTheIdleOnly() async throws {
        let mailbox = EventQueue(limit: 2)
        mailbox.offer([event(1)])
        mailbox.offerPing(event(0))
        #expect(try await sequences(mailbox) == [1])
        mailbox.offerPing(event(0))
        #expect(try await sequences(mailbox) == [0])
    }

    @Test func whatIsThereComesBeforeTheError() async throws {
        let mailbox = EventQueue(limit: 2)
        mailbox.offer([event(1)])
        mailbox.fail(CancellationError())
        #expect(try await sequences(mailbox) == [1])
        await #expect(throws: CancellationError.self) { _ = try await mailbox.next() }
    }

    @Test func waitsCanBeCancelled() async throws {
        let mailbox = EventQueue(limit: 2)
        let task = Task { try await sequences(mailbox) }
        await Task.yield()
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        mailbox.offer([event(1)])
        #expect(try await sequences(mailbox) == [1])
    }
}
