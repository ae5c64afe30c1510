import MartletLoop
import Testing

@Suite struct LoopThreadTests {
    @Test func stopsAndJoinsTwice() throws {
        let thread = try LoopThread(running: Loop())
        thread.stop()
        thread.stop()
        thread.join()
        thread.join()
        thread.stop()
    }

    @Test func lettingGoStopsTheLoop() throws {
        let loop = try Loop()
        let port = try Listener(on: loop, at: .tcp(host: "127.0.0.1", port: 0)) { _ in }.port
        var thread: LoopThread? = try LoopThread(running: loop)
        let client = try TestClient(port: port)
        withExtendedLifetime(thread) {}
        thread = nil
        #expect(client.receive().isEmpty)
    }

    @Test func everyPostedJobRunsOrIsRefused() async throws {
        for _ in 0..<20 {
            let loop = try Loop()
            let mailbox = loop.mailbox
            let ran = Counter()
            let thread = try LoopThread(running: loop)
            let accepted = await withTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var accepted = 0
                        while mailbox.post({ _ in ran.add() }) {
                            accepted += 1
                            if accepted == 50 { thread.stop() }
                        }
                        return accepted
                    }
                }
                return await group.reduce(0, +)
            }
            thread.join()
            #expect(ran.count == accepted)
        }
    }
}
