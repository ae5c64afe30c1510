import Testing

@testable import MartletEngine

@Suite struct CommandCallTransactionsTests {
    private static let specs: [CommandSpec] =
        BlockingSpecs.all + [
            .made("multi", arity: 1, flags: [.immediate]) { _, call, reply throws(ReplyError) in
                try call.beginTransaction()
                reply.ok()
            },
            .made("exec", arity: 1, flags: [.immediate]) { _, call, reply throws(ReplyError) in
                try call.executeTransaction(&reply)
            },
            .made("discard", flags: [.immediate]) { _, call, reply in
                call.discardTransaction()
                reply.ok()
            },
            .made("watch", flags: [.immediate]) { arguments, call, reply in
                call.watch(arguments[1])
                reply.ok()
            },
            .made("unwatch") { _, call, reply in
                call.unwatch()
                reply.ok()
            },
            .made("touch", flags: [.write]) { arguments, call, reply in
                call.didModify(arguments[1], event: "touch")
                reply.ok()
            },
            .made("never", flags: [.noMulti]),
            .made("mode", arity: 2, flags: [.noScript]) { arguments, call, reply in
                call.client.replyMode = arguments[1].isEqual(to: "off".utf8.span) ? .off : .on
                if call.client.replyMode == .on { reply.ok() }
            },
            .made("end", flags: [.noScript]) { _, call, reply in
                call.kill(call.client)
                reply.ok()
            },
            .made("fail") { _, _, _ throws(ReplyError) in throw .syntax },
        ]

    @Test func commandsAreQueuedUntilExec() {
        var engine = SmallEngine(Self.specs)
        #expect(engine.run("multi", "push k 1", "fail") == "+OK|+QUEUED|+QUEUED|")
        #expect(engine.run("del k", as: "b") == ":0|")
        #expect(engine.run("exec") == "*2|+OK|-ERR syntax error|")
        #expect(engine.run("exec") == "-ERR EXEC without MULTI|")
        #expect(engine.run("del k", as: "b") == ":1|")
    }

    @Test func whatIsRefusedSpoilsTheTransaction() {
        var engine = SmallEngine(Self.specs)
        let spoilt = "-EXECABORT Transaction discarded because of previous errors.|"
        for line in ["nosuch", "mode", "never"] {
            #expect(engine.run("multi", line).hasPrefix("+OK|-ERR"))
            #expect(engine.run("fail", "exec") == "+QUEUED|" + spoilt)
        }
        #expect(engine.run("multi", "multi").hasSuffix("-ERR MULTI calls can not be nested|"))
        #expect(
            engine.run("exec x").hasPrefix("-EXECABORT Transaction discarded because of: wrong"))
        #expect(engine.run("exec") == "-ERR EXEC without MULTI|")
        #expect(engine.run("multi", "discard", "never") == "+OK|+OK|+never|")
    }

    @Test func nothingIsCountedUntilItRuns() {
        var engine = SmallEngine(Self.specs)
        let row = engine.engine.call.table.row(called: "push") ?? 0
        _ = engine.run("multi", "push k 1", "push k 1")
        #expect(engine.engine.call.statistics.commands[row].calls == 0)
        _ = engine.run("exec")
        #expect(engine.engine.call.statistics.commands[row].calls == 2)
        #expect(engine.engine.call.statistics.commandCount == 4)
    }

    // MARK: Replies

    @Test func repliesMayEndInTheMiddle() {
        var engine = SmallEngine(Self.specs)
        _ = engine.run("multi", "touch k", "mode off", "touch k", "mode on", "touch k")
        #expect(engine.run("exec") == "*5|+OK|+OK|+OK|")
        _ = engine.run("mode off", "multi", "touch k", "mode on", "touch k")
        #expect(engine.run("exec", "unwatch") == "+OK|+OK|+OK|")
    }

    @Test func whoEndsItselfIsToldNothingMore() {
        var engine = SmallEngine(Self.specs)
        _ = engine.run("multi", "touch k", "end", "push k 1")
        #expect(engine.run("exec") == "*3|+OK|+OK|")
        #expect(engine.run("del k", as: "b") == ":1|")
    }

    // MARK: Watches

    @Test func aChangedKeyStopsTheTransaction() {
        var engine = SmallEngine(Self.specs)
        _ = engine.run("watch k", "watch k", "watch j")
        _ = engine.run("touch other", as: "b")
        #expect(engine.run("multi", "exec") == "+OK|*0|")
        #expect(engine.engine.call.events.watchCount == 0)
        _ = engine.run("watch k", "watch j")
        #expect(engine.engine.call.events.watchCount == 2)
        _ = engine.run("touch j", as: "b")
        #expect(engine.run("multi", "push k 1", "exec") == "+OK|+QUEUED|*-1|")
        #expect(engine.engine.call.events.observers.isEmpty)
        #expect(engine.run("multi", "exec") == "+OK|*0|")
    }

    @Test func watchesAreOfADatabase() {
        var engine = SmallEngine(Self.specs)
        _ = engine.run("select 2", "watch k", "select 3")
        _ = engine.run("touch k", as: "b")
        #expect(engine.run("multi", "exec") == "+OK|*0|")
        _ = engine.run("watch k")
        _ = engine.run("select 3", "touch k", as: "b")
        #expect(engine.run("multi", "exec") == "+OK|*-1|")
    }

    @Test func watchesStayWhereDatabasesAreExchanged() {
        var engine = SmallEngine(Self.specs)
        _ = engine.run("watch k")
        _ = engine.run("swap 0 1", "select 1", "touch k", as: "b")
        #expect(engine.run("multi", "exec") == "+OK|*0|")
        _ = engine.run("push k 1", "watch k")
        _ = engine.run("swap 0 1", as: "b")
        #expect(engine.run("multi", "exec") == "+OK|*-1|")
    }

    @Test func whoGoesWatchesNothing() {
        var engine = SmallEngine(Self.specs)
        _ = engine.run("watch k", "multi", "touch k", as: "b")
        let handle = engine.client("b")
        engine.engine.disconnect(handle)
        #expect(engine.engine.call.events.watchCount == 0)
        #expect(engine.run("touch k") == "+OK|")
    }

    /// The program can't go away: its client begins anew.
    @Test func aRevivedClientHasNoTransaction() {
        var engine = SmallEngine(Self.specs)
        _ = engine.run("watch k", "multi", "touch k", "discard", "watch k", "multi")
        let handle = engine.client("a")
        engine.engine.call.clients[handle]?.ending = .atOnce
        engine.engine.revive(handle)
        #expect(engine.engine.call.events.watchCount == 0)
        #expect(engine.run("exec") == "-ERR EXEC without MULTI|")
    }

    // MARK: Others

    @Test func aPauseHoldsWritesBackOnly() {
        var engine = SmallEngine(Self.specs)
        _ = engine.runBlocking("a", "multi", "touch k")
        _ = engine.runBlocking("b", "multi", "unwatch")
        engine.engine.call.pause.begin(.writes, until: .max)
        #expect(engine.runBlocking("a", "exec") == "")
        #expect(engine.runBlocking("b", "exec") == "*1|+OK|")
        #expect(engine.runBlocking("b", "multi", "touch k") == "+OK|")
    }
}
