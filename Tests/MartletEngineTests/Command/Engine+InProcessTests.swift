import Testing

@testable import MartletEngine

@Suite struct EngineInProcessTests {
    private static let specs: [CommandSpec] = [
        .made("get", arity: 2) { arguments, call, reply throws(ReplyError) in
            if let value = try call.keyspace.string(at: arguments[1]) {
                reply.bulk(value)
            } else {
                reply.null()
            }
        },
        .made("set", arity: 3) { arguments, call, reply in
            call.keyspace.setString(arguments[2], at: arguments[1])
            reply.ok()
        },
        .made("bye") { _, call, reply in
            call.client.ending = .afterReplies
            reply.ok()
        },
    ]

    /// Runs a command by its words; returns what became of it and the reply.
    private func run(
        _ words: [String], for handle: ClientHandle, _ engine: inout Engine
    ) -> (Engine.Outcome, String) {
        var list = ArgumentList()
        for word in words { list.append(word.utf8.span) }
        var reply = ReplyWriter()
        let outcome = engine.execute(&list, for: handle, reply: &reply)
        return (outcome, String(copying: reply.buffer.span))
    }

    @Test func everyFormRunsTheSameCommand() {
        var engine = Engine(table: CommandTable(Self.specs))
        let handle = engine.connectInProcess()
        var reply = ReplyWriter()
        #expect(run(["SET", "k", "v"], for: handle, &engine) == (.replied, "+OK\r\n"))
        let one = engine.execute("GET", "k".utf8.span, for: handle, reply: &reply)
        let two = engine.execute(
            "SET", "k".utf8.span, "w".utf8.span, for: handle, reply: &reply)
        #expect(one == .replied && two == .replied)
        #expect(String(copying: reply.buffer.span) == "$1\r\nv\r\n+OK\r\n")
        #expect(run(["get", "k"], for: handle, &engine).1 == "$1\r\nw\r\n")
        #expect(run(["get"], for: handle, &engine).1.hasPrefix("-ERR wrong number"))
        #expect(run([], for: handle, &engine) == (.replied, ""))
        let calls = engine.call.statistics.commandCount
        #expect(calls == 4)
    }

    @Test func aLargeArgumentIsTakenAsItIs() {
        var engine = Engine(table: CommandTable(Self.specs))
        let handle = engine.connectInProcess()
        let value = String(repeating: "0123456789", count: 10_000)
        #expect(run(["SET", "k", value], for: handle, &engine).1 == "+OK\r\n")
        #expect(engine.call.largeArguments.isEmpty)
        var shown = ""
        var reply = ReplyWriter()
        let outcome = engine.withString(
            at: "k".utf8.span, for: handle, { shown = String(copying: $0) }, reply: &reply)
        #expect(outcome == .shown)
        #expect(shown == value)
    }

    /// Whether the row of GET is run at once or something has to be checked first.
    @Test(arguments: [false, true]) func stringsAreShownWhereTheyAre(hasRecorder: Bool) {
        var engine = Engine(table: CommandTable(Self.specs))
        if hasRecorder { engine.call.recorder = CommandRecorder(capacity: 1) }
        let handle = engine.connectInProcess()
        _ = run(["SET", "k", "value"], for: handle, &engine)
        var reply = ReplyWriter()
        var shown: [String] = []
        for key in ["k", "missing"] {
            let outcome = engine.withString(
                at: key.utf8.span, for: handle, { shown.append(String(copying: $0)) },
                reply: &reply)
            #expect(outcome == (key == "k" ? .shown : .replied))
        }
        #expect(shown == ["value"])
        #expect(String(copying: reply.buffer.span) == "$-1\r\n")
        let calls = engine.call.statistics.commands[0].calls
        #expect(calls == 2)
    }

    @Test func aClosedClientBeginsAnew() {
        var engine = Engine(table: CommandTable(Self.specs))
        let handle = engine.connectInProcess()
        #expect(run(["bye"], for: handle, &engine) == (.replied, "+OK\r\n"))
        #expect(run(["get", "k"], for: handle, &engine) == (.closed, ""))
        engine.revive(handle)
        #expect(run(["get", "k"], for: handle, &engine) == (.replied, "$-1\r\n"))
    }

    @Test func clientsTakeTurns() {
        var engine = Engine(table: CommandTable(Self.specs))
        let (a, b) = (engine.connectInProcess(), engine.connectInProcess())
        engine.call.clients[a]?.database = 3
        _ = run(["set", "k", "v"], for: a, &engine)
        #expect(run(["get", "k"], for: b, &engine).1 == "$-1\r\n")
        #expect(run(["get", "k"], for: a, &engine).1 == "$1\r\nv\r\n")
        engine.disconnect(b)
        #expect(run(["get", "k"], for: b, &engine) == (.closed, ""))
    }

    @Test func aDiscardedEngineHasNothing() {
        var engine = Engine(table: CommandTable(Self.specs))
        let handle = engine.connectInProcess()
        _ = run(["set", "k", "v"], for: handle, &engine)
        engine.discard()
        #expect(engine.call.keyspace.count == 0)
        #expect(engine.call.clients.count == 0)
        #expect(engine.call.databaseCount == 1)
    }
}
