import Martlet
import Testing

@Suite struct CommandRunnerTransactionsTests {
    @Test(arguments: [false, true]) func commandsRunAsOne(listens: Bool) throws {
        let server = try Martlet.start(listens ? .init() : .inProcess)
        try server.set("text", "v")
        let replies = try server.transaction { queue in
            queue.execute("INCR", "n")
            queue.execute("INCR", "text")
            queue.execute([Array("APPEND".utf8), Array("text".utf8), [0, 255]])
        }
        let all = try #require(replies)
        #expect(all.count == 3)
        #expect(all[0] == .integer(1) && all[2] == .integer(3))
        #expect(throws: MartletError.self) { try all[1].orErrorForTests() }
        #expect(try server.transaction { _ in } == [])
    }

    /// None of the commands runs if one can't be queued, and the session goes on.
    @Test func whatCannotBeQueuedIsThrown() throws {
        let server = try Martlet.start(.inProcess)
        #expect {
            try server.transaction { queue in
                queue.execute("SET", "k", "v")
                queue.execute("NOSUCH")
                queue.execute("SET", "k", "w")
            }
        } throws: { error in
            "\(error)".hasPrefix("ERR unknown command 'NOSUCH'")
        }
        #expect(try server.exists("k") == false)
        try server.set("k", "v")
        #expect(try server.transaction { $0.execute("GET", "k") } == [.bulkString([118])])
    }

    @Test func aChangedKeyStopsTheTransaction() throws {
        let server = try Martlet.start(.inProcess)
        let session = try server.connect()
        try session.execute("WATCH", "k")
        try server.set("k", "1")
        #expect(try session.transaction { $0.execute("SET", "k", "2") } == nil)
        #expect(try session.transaction { $0.execute("SET", "k", "3") }?.count == 1)
        #expect(try server.get("k") == "3")
    }

    @Test func threadsDoNotMixTheirTransactions() async throws {
        let server = try Martlet.start(.inProcess)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<200 {
                        let replies = try server.transaction { queue in
                            queue.execute("INCR", "n")
                            queue.execute("GET", "n")
                        }
                        guard case .integer(let count) = replies?.first else {
                            Issue.record("INCR replied with no integer")
                            return
                        }
                        #expect(replies?.last?.text == String(count))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try server.get("n") == "800")
    }

    @Test func aSessionThatWasClosedSaysSo() throws {
        let server = try Martlet.start(.inProcess)
        let session = try server.connect()
        session.close()
        #expect(throws: MartletError.self) { try session.transaction { $0.execute("PING") } }
        // The program's own session begins anew.
        try server.execute("QUIT")
        #expect(try server.transaction { $0.execute("PING") } == [.simpleString("PONG")])
        server.stop()
        #expect(throws: MartletError.self) { try server.transaction { $0.execute("PING") } }
    }
}

extension RESPValue {
    fileprivate func orErrorForTests() throws {
        if case .error(let text) = self { throw MartletError(reply: text) }
    }
}
