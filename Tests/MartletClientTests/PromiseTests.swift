import Testing

@testable import MartletClient

@Suite struct PromiseTests {
    @Test func theFirstValueCounts() async throws {
        let promise = Promise<Int>()
        #expect(!promise.isDone)
        let reader = Task { try await promise.value() }
        promise.complete(.success(1))
        promise.complete(.success(2))
        #expect(try await reader.value == 1)
        #expect(promise.isDone)
    }

    @Test func cancellationEndsTheWait() async throws {
        let promise = Promise<Int>()
        let reader = Task { try await promise.valueUnlessCancelled() }
        reader.cancel()
        await #expect(throws: CancellationError.self) { try await reader.value }
        let patient = Promise<Int>()
        let other = Task { try await patient.value() }
        other.cancel()
        patient.complete(.success(3))
        #expect(try await other.value == 3)
    }
}
