import MartletEngine
import Testing

@Suite struct CommandCallTests {
    private func makeEngine(databases: Int = 4) -> SmallEngine {
        var settings = Settings()
        settings.databases = databases
        return SmallEngine(
            [
                .made("put") { arguments, call, reply in
                    call.keyspace.setString(arguments[2], at: arguments[1])
                    call.didModify(arguments[1], event: "set", count: 2)
                    reply.ok()
                },
                .made("secret") { arguments, call, reply in
                    call.hide(1..<2)
                    reply.ok()
                },
                .made("select") { arguments, call, reply throws(ReplyError) in
                    call.select(try arguments.integer(at: 1))
                    reply.ok()
                },
            ], settings: settings)
    }

    // MARK: Changes

    @Test func changesAreCounted() {
        var engine = makeEngine()
        let before = engine.engine.call.events.dirty
        _ = engine.run("put a 1", "put a 2")
        #expect(engine.engine.call.events.dirty == before + 4)
    }

    @Test func namesAreDrawnAnewWithoutTouchingWhatCommandsDraw() {
        var one = makeEngine()
        var other = makeEngine()
        let before = one.engine.call.replicationID
        one.engine.call.changeReplicationID()
        #expect(one.engine.call.replicationID != before)
        #expect(one.engine.call.replicationID.count == 40)
        #expect(other.engine.call.replicationID == before)
        let (a, b) = (one.engine.call.random.next(), other.engine.call.random.next())
        #expect(a == b)
    }

    // MARK: Databases

    @Test func aClientSeesTheDatabaseThatItSelected() {
        var engine = makeEngine()
        _ = engine.run("select 2", "put a two", as: "a")
        _ = engine.run("put a zero", as: "b")
        #expect(engine.value(of: "a", in: 2) == "two")
        #expect(engine.value(of: "a", in: 0) == "zero")
        #expect(engine.value(of: "a", in: 1) == nil)
        _ = engine.run("put b 2", as: "a")
        #expect(engine.value(of: "b", in: 2) == "2")
    }

    @Test(arguments: [0, 1, 2, 3])
    func swappedDatabasesChangePlaces(selected: Int) {
        var engine = makeEngine()
        _ = engine.run("select 1", "put a one", "select 2", "put a two", "select \(selected)")
        engine.engine.call.swapDatabases(1, 2)
        #expect(engine.engine.call.selected == selected)
        #expect(engine.value(of: "a", in: 1) == "two")
        #expect(engine.value(of: "a", in: 2) == "one")
    }

    @Test func twoDatabasesAreReachedTogether() {
        var engine = makeEngine()
        _ = engine.run("put a zero")
        let hasMoved = engine.engine.call.withDatabases(selectedAnd: 3) { own, other in
            own.move("a".utf8.span, to: &other)
        }
        #expect(hasMoved)
        #expect(engine.value(of: "a", in: 0) == nil)
        #expect(engine.value(of: "a", in: 3) == "zero")
    }

    @Test func aKeyElsewhereThatExpiresSoonIsToldToTheHost() {
        var engine = makeEngine()
        _ = engine.engine.takeWork()
        #expect(engine.engine.needsHost == false)
        let soon = engine.engine.call.clock.wallMilliseconds + 10
        engine.engine.call.withDatabase(3) { keyspace in
            keyspace.setString("v".utf8.span, at: "k".utf8.span, expiry: .at(soon))
        }
        #expect(engine.engine.needsHost == true)
        #expect(engine.engine.takeWork().tickAt == soon)
        #expect(engine.engine.needsHost == false)
    }

    // MARK: Clients

    @Test func killedClientsGoAtOnceAndTheOwnAfterItsReply() throws {
        var engine = makeEngine()
        _ = engine.run("put a 1", as: "own")
        let handles = (own: engine.client("own"), other: engine.client("other"))
        let own = try #require(engine.engine.call.clients[handles.own])
        let other = try #require(engine.engine.call.clients[handles.other])
        other.isMonitor = true
        engine.engine.call.monitors = [other]
        engine.engine.call.kill(own)
        engine.engine.call.kill(other)
        #expect(own.ending == .afterReplies && other.ending == .atOnce)
        #expect(engine.engine.call.monitors.isEmpty)
        #expect(engine.engine.takeWork().waiting == [handles.other])
    }

    @Test func onlyStrangersNeedThePassword() throws {
        var engine = makeEngine()
        let handles = (
            own: engine.client("own"), stranger: engine.client("stranger", peer: .stranger)
        )
        let own = try #require(engine.engine.call.clients[handles.own])
        let stranger = try #require(engine.engine.call.clients[handles.stranger])
        let before = engine.engine.call.isAuthenticatedAtFirst(stranger)
        #expect(before)
        engine.engine.call.settings.requirePass = Array("secret".utf8)
        let after = engine.engine.call.isAuthenticatedAtFirst(stranger)
        let program = engine.engine.call.isAuthenticatedAtFirst(own)
        #expect(!after && program)
    }

    // MARK: Monitors

    @Test func monitorsSeeCommandsButNoSecrets() throws {
        var engine = makeEngine()
        let handle = engine.client("monitor")
        let monitor = try #require(engine.engine.call.clients[handle])
        monitor.isMonitor = true
        engine.engine.call.monitors = [monitor]
        _ = engine.run("put a \"", "secret word", "put b 1", peer: .stranger)
        let seconds = engine.clock.wallMicroseconds / 1_000_000
        let lines = engine.outgoing(of: handle)
        #expect(
            lines == [
                #"+\#(seconds).000000 [0 127.0.0.1:4711] "put" "a" "\"""#,
                #"+\#(seconds).000000 [0 127.0.0.1:4711] "secret" "(redacted)""#,
                #"+\#(seconds).000000 [0 127.0.0.1:4711] "put" "b" "1""#,
            ])
        #expect(engine.engine.takeWork().waiting == [handle])
    }
}

extension SmallEngine {
    /// The string at a key of a database.
    fileprivate mutating func value(of key: String, in database: Int) -> String? {
        engine.call.withDatabase(database) { keyspace in
            try? keyspace.string(at: key.utf8.span)?.withBytes { String(copying: $0) }
        }
    }

    /// The lines that wait for a client.
    fileprivate mutating func outgoing(of handle: ClientHandle) -> [String] {
        var reply = ReplyWriter()
        _ = engine.takeOutgoing(for: handle, into: &reply)
        return String(copying: reply.buffer.span).replacing("\r\n", with: "\n")
            .split(separator: "\n").map(String.init)
    }
}
