import MartletEngine
import Testing

@Suite struct EngineTests {
    private static let specs: [CommandSpec] = [
        .made("ok"),
        .made("bye", flags: [.noAuth]) { _, call, reply in
            call.client.ending = .afterReplies
            reply.status("bye")
        },
    ]

    @Test func aBatchIsRunUpToWhatIsWhole() {
        var engine = SmallEngine(Self.specs)
        var parser = RequestParser()
        var reply = ReplyWriter()
        let handle = engine.client("a")
        let text = "ok\r\nok\r\n*1\r\n$2\r\no"
        let progress = engine.engine.process(text.utf8.span, &parser, for: handle, reply: &reply)
        #expect(progress == .drained)
        #expect(String(copying: reply.buffer.span) == "+ok\r\n+ok\r\n")
        #expect(parser.commandStart == 8)
    }

    @Test func nothingIsRunAfterAClientsEnd() {
        var engine = SmallEngine(Self.specs)
        #expect(engine.run("ok", "bye", "ok") == "+ok|+bye|")
        #expect(engine.run("ok") == "")
        let handle = engine.client("a")
        #expect(engine.engine.ending(of: handle) == .afterReplies)
    }

    @Test func whatIsMalformedIsAnsweredAndEndsTheClient() throws {
        for (mode, reply, ending) in [
            (.on, "-ERR Protocol error: invalid bulk length\r\n", .afterReplies),
            (.off, "", .never),
        ] as [(Client.ReplyMode, String, Client.Ending)] {
            var engine = SmallEngine(Self.specs)
            let handle = engine.client("a")
            try #require(engine.engine.call.clients[handle]).replyMode = mode
            var parser = RequestParser()
            var writer = ReplyWriter()
            let progress = engine.engine.process(
                "*1\r\n$-5\r\nok\r\n".utf8.span, &parser, for: handle, reply: &writer)
            #expect(progress == .ended)
            #expect(String(copying: writer.buffer.span) == reply)
            #expect(engine.engine.ending(of: handle) == ending)
        }
    }

    @Test func whoIsGoneIsNotServed() {
        var engine = SmallEngine(Self.specs)
        let handle = engine.client("a")
        engine.engine.disconnect(handle)
        engine.engine.disconnect(handle)
        #expect(engine.run("ok") == "")
        #expect(engine.engine.ending(of: handle) == .atOnce)
        #expect(engine.engine.call.clients.count == 0)
    }

    @Test func silentClientsAreFound() throws {
        var engine = SmallEngine(Self.specs)
        let handles = (silent: engine.client("silent"), monitor: engine.client("monitor"))
        try #require(engine.engine.call.clients[handles.monitor]).isMonitor = true
        engine.clock.advance(byMicroseconds: 9_000_000)
        _ = engine.run("ok", as: "busy")
        #expect(engine.engine.idleClients(forSeconds: 9) == [])
        engine.clock.advance(byMicroseconds: 1)
        #expect(engine.engine.idleClients(forSeconds: 9) == [handles.silent])
    }

    @Test func whatWaitsForAClientIsTakenOnce() throws {
        var engine = SmallEngine(Self.specs)
        let handle = engine.client("a")
        let client = try #require(engine.engine.call.clients[handle])
        client.outgoing.status("news")
        var reply = ReplyWriter()
        for _ in 0..<2 {
            let ending = engine.engine.takeOutgoing(for: handle, into: &reply)
            #expect(ending == nil)
            #expect(String(copying: reply.buffer.span) == "+news\r\n")
        }
    }

    @Test func batchesAreCountedAndThoseWithReplies() {
        var engine = SmallEngine([.made("ok"), .made("silent") { _, _, _ in }])
        _ = engine.run("ok", "ok")
        _ = engine.run("silent")
        let statistics = (
            engine.engine.call.statistics.batchCount, engine.engine.call.statistics.replyBatchCount
        )
        #expect(statistics == (2, 1))
    }
}
