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
        let events = Counter()
        let loop = try Loop()
        loop.mailbox.post { loop in
            loop.mailbox.post { _ in events.value.add(1, ordering: .relaxed) }
            loop.stop()
        }
        loop.mailbox.post { _ in events.value.add(1, ordering: .relaxed) }
        loop.run()
        #expect(events.value.load(ordering: .relaxed) == 2)
    }
}
