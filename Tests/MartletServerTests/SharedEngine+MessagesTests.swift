import MartletEngine
import Testing

@testable import MartletServer

@Suite struct SharedEngineMessagesTests {
    private func publish(_ engine: SharedEngine) {
        _ = engine.execute("PUBLISH", "c".utf8.span, "x".utf8.span, for: nil) { _ in }
    }

    @Test func messagesEndTheWait() async throws {
        let engine = SharedEngine()
        let listener = try #require(engine.connectListener(to: [Array("c".utf8)], .channel))
        let task = Task { await engine.waitForMessage(for: listener) }
        publish(engine)
        await task.value
        var count = 0
        let outcome = engine.takeMessages(for: listener) { reply in count = reply.count }
        #expect(outcome == .messages)
        #expect(count > 0)
    }

    @Test func cancellationAndStopEndTheWait() async throws {
        let engine = SharedEngine()
        let listener = try #require(engine.connectListener(to: [Array("c".utf8)], .channel))
        let cancelled = Task { await engine.waitForMessage(for: listener) }
        cancelled.cancel()
        await cancelled.value
        let stopped = Task { await engine.waitForMessage(for: listener) }
        engine.stop()
        await stopped.value
        let outcome = engine.takeMessages(for: listener) { _ in }
        #expect(outcome == .stopped)
        #expect(engine.connectListener(to: [], .channel) == nil)
    }
}
