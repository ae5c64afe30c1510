import Testing

@testable import MartletEngine

@Suite struct ClientTests {
    @Test func beginsAsRedisLetsItBegin() {
        let client = Client(ClientHandle(id: 3, index: 0), .stranger, now: 7)
        #expect(client.id == 3)
        #expect(client.version == .two && client.database == 0 && client.replyMode == .on)
        #expect(client.lastRow == -1 && client.ending == nil && !client.isMonitor)
        #expect(!client.isAuthenticated && client.name == [])
        #expect(client.connectedAtMicroseconds == 7 && client.lastActiveMicroseconds == 7)
    }

    /// CLIENT LIST tells it of clients whose commands ran in batches.
    @Test func aBatchLeavesItsTraces() throws {
        var engine = SmallEngine([.made("first"), .made("second")])
        let handle = engine.client("a")
        let client = try #require(engine.engine.call.clients[handle])
        let before = client.lastActiveMicroseconds
        engine.clock.advance(byMicroseconds: 5_000_000)
        _ = engine.run("first", "second")
        #expect(client.lastRow == 1)
        #expect(client.lastActiveMicroseconds == before + 5_000_000)
        #expect(client.connectedAtMicroseconds == before)
    }

    @Test func whoWasKilledIsNotThereForOthers() throws {
        var engine = SmallEngine([])
        let handle = engine.client("a")
        let client = try #require(engine.engine.call.clients[handle])
        for (ending, isConnected) in [
            (nil, true), (.afterReplies, true), (.never, true), (.atOnce, false),
        ] as [(Client.Ending?, Bool)] {
            client.ending = ending
            #expect(client.isConnected == isConnected)
            #expect(engine.engine.call.clients.connected.isEmpty != isConnected)
        }
    }
}
