import MartletEngine
import Testing

@Suite struct DispatcherTests {
    private static let specs: [CommandSpec] = [
        .made("plain", arity: 2),
        .made("many", arity: -2),
        .made("open", flags: [.noAuth]),
        .made("write", flags: [.write]),
        .made("fail") { _, _, _ throws(ReplyError) in throw .syntax },
        .made("debug", arity: -2, flags: [.admin, .protected]),
        .made(
            "box", arity: -2,
            subcommands: [.made("box|in", arity: 3), .made("box|out-of", arity: 2)]),
    ]

    @Test(
        arguments: [
            ("plain x", "+plain|"),
            ("PLAIN x", "+plain|"),
            ("plain", "-ERR wrong number of arguments for 'plain' command|"),
            ("plain x y", "-ERR wrong number of arguments for 'plain' command|"),
            ("many", "-ERR wrong number of arguments for 'many' command|"),
            ("many x y z", "+many|"),
            ("fail", "-ERR syntax error|"),
            ("nosuch", "-ERR unknown command 'nosuch', with args beginning with: |"),
            ("nosuch a b", "-ERR unknown command 'nosuch', with args beginning with: 'a' 'b' |"),
            ("box in x", "+box|in|"),
            ("BOX Out-Of", "+box|out-of|"),
            ("box", "-ERR wrong number of arguments for 'box' command|"),
            ("box in", "-ERR wrong number of arguments for 'box|in' command|"),
            ("box nosuch", "-ERR unknown subcommand 'nosuch'. Try BOX HELP.|"),
            // Folds to the same words as the name that there is.
            ("box out\rof", "-ERR unknown subcommand 'out of'. Try BOX HELP.|"),
        ])
    func reply(line: String, expected: String) {
        var engine = SmallEngine(Self.specs)
        #expect(engine.run(line) == expected)
    }

    /// What is wrong with a command is told before that the client has to authenticate, but not
    /// what is in it.
    @Test(
        arguments: [
            ("nosuch", "-ERR unknown command 'nosuch', with args beginning with: |"),
            ("plain", "-ERR wrong number of arguments for 'plain' command|"),
            ("plain x", "-NOAUTH Authentication required.|"),
            ("fail", "-NOAUTH Authentication required.|"),
            ("open", "+open|"),
        ])
    func orderOfChecks(line: String, expected: String) {
        var settings = Settings()
        settings.requirePass = Array("secret".utf8)
        var engine = SmallEngine(Self.specs, settings: settings)
        #expect(engine.run(line, peer: .stranger) == expected)
    }

    @Test func protectedCommandNeedsItsSetting() {
        var engine = SmallEngine(Self.specs)
        #expect(engine.run("debug x").hasPrefix("-ERR DEBUG command not allowed."))
        #expect(engine.run("debug") == "-ERR wrong number of arguments for 'debug' command|")
        engine.engine.call.settings.enableDebugCommand = .yes
        #expect(engine.run("debug x") == "+debug|")
    }

    @Test func everyCommandIsCounted() {
        var engine = SmallEngine(Self.specs)
        _ = engine.run("plain x", "plain x", "plain", "fail", "nosuch")
        #expect(engine.count(of: 0) == [2, 1, 0])
        #expect(engine.count(of: 4) == [1, 0, 1])
    }

    @Test func replyModeHidesReplies() throws {
        var engine = SmallEngine(Self.specs)
        let handle = engine.client("a")
        let client = try #require(engine.engine.call.clients[handle])
        client.replyMode = .off
        #expect(engine.run("plain x", "nosuch") == "")
        client.replyMode = .skip
        #expect(engine.run("plain x", "plain x") == "+plain|")
    }

    /// Redis closes such a client after the reply that it never gets.
    @Test func whoWantsNoReplyIsNotClosedAfterIt() throws {
        var engine = SmallEngine([
            .made("bye", run: { _, call, _ in call.kill(call.client) })
        ])
        let handle = engine.client("a")
        try #require(engine.engine.call.clients[handle]).replyMode = .off
        #expect(engine.run("bye", "bye") == "")
        #expect(engine.engine.ending(of: handle) == .never)
        _ = engine.run("bye", as: "b")
        let other = engine.client("b")
        #expect(engine.engine.ending(of: other) == .afterReplies)
    }

    /// Commands wait for the end of a pause, in the order in which they came.
    @Test func pausedCommandsWait() {
        let peer = ClientPeer(
            origin: .tcp, address: "", localAddress: "", isLocal: true, descriptor: -1)
        var engine = SmallEngine(Self.specs)
        engine.engine.call.pause.begin(.writes, until: engine.clock.monotonicMicroseconds + 1_000)
        #expect(engine.run("plain x", "write", "plain x", as: "b", peer: peer) == "+plain|")
        #expect(engine.engine.takeWork().released.isEmpty)
        #expect(engine.run("plain x", as: "b", peer: peer) == "")
        engine.clock.advance(byMicroseconds: 1_000)
        engine.engine.tick()
        #expect(engine.engine.takeWork().released == [engine.client("b")])
        #expect(engine.run("write", as: "b", peer: peer) == "+write|")
    }

    @Test func headOfAnHTTPRequestEndsTheClient() {
        var engine = SmallEngine(Self.specs)
        #expect(engine.run("plain x", "POST / HTTP/1.1", "plain x") == "+plain|")
        let handle = engine.client("a")
        #expect(engine.engine.ending(of: handle) == .atOnce)
    }
}

extension SmallEngine {
    /// How often a row's command ran, was rejected, and failed.
    fileprivate func count(of row: Int) -> [Int] {
        let calls = engine.call.statistics.commands[row].calls
        let rejected = engine.call.statistics.commands[row].rejectedCalls
        return [calls, rejected, engine.call.statistics.commands[row].failedCalls]
    }
}
