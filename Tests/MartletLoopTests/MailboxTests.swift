import MartletLoop
import Testing

@Suite struct MailboxTests {
    @Test func runsJobsInOrder() async throws {
        let events = Events()
        let server = try TestServer(telling: events)
        for number in 0..<100 {
            #expect(server.mailbox.post { _ in events.tell("\(number)") })
        }
        server.stop()
        #expect(await events.rest() == (0..<100).map(String.init))
    }

    @Test func jobsPostedBeforeTheStopRun() throws {
        let ran = Counter()
        let loop = try Loop()
        loop.mailbox.post { loop in
            loop.mailbox.post { _ in ran.add() }
            loop.stop()
        }
        loop.mailbox.post { _ in ran.add() }
        loop.run()
        #expect(ran.count == 2)
    }
}
