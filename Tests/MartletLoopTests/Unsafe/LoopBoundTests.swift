import MartletLoop
import Testing

@Suite struct LoopBoundTests {
    @Test func valueIsThereOnTheLoop() async throws {
        let loop = try Loop()
        let bound = LoopBound([1, 2], to: loop)
        #expect(bound.value == [1, 2])
        loop.mailbox.post { loop in
            #expect(bound.value == [1, 2])
            loop.stop()
        }
        loop.run()
    }

    @Test func otherThreadsMayNotLook() async {
        await #expect(processExitsWith: .failure) {
            let loop = try Loop()
            let bound = LoopBound([1, 2], to: loop)
            let mailbox = loop.mailbox
            let thread = try LoopThread(running: loop)
            await withCheckedContinuation { continuation in
                mailbox.post { _ in continuation.resume() }
            }
            if bound.value.isEmpty { thread.stop() }
            TestSystem.exitNormally()
        }
    }
}
