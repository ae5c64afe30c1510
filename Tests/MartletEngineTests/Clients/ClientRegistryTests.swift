import MartletEngine
import Testing

@Suite struct ClientRegistryTests {
    @Test func idsAreNeverGivenTwice() {
        var engine = SmallEngine([])
        let first = engine.engine.connect(.inProcess)
        engine.engine.disconnect(first)
        let second = engine.engine.connect(.inProcess)
        #expect(second.id == first.id + 1)
        // The second has the first one's place, but isn't the first.
        #expect(engine.engine.call.clients[first] == nil)
        #expect(engine.engine.call.clients[second]?.id == second.id)
        #expect(engine.engine.call.clients.count == 1)
    }

    @Test func clientsAreListedFromTheOldest() {
        var engine = SmallEngine([])
        let handles = (0..<5).map { _ in engine.engine.connect(.inProcess) }
        engine.engine.disconnect(handles[1])
        _ = engine.engine.connect(.inProcess)
        #expect(engine.engine.call.clients.all.map(\.id) == [1, 3, 4, 5, 6])
        #expect(engine.engine.call.clients[id: 4]?.handle == handles[3])
        #expect(engine.engine.call.clients[id: 2] == nil)
    }

    @Test func hostLooksAtEachWaitingClientOnce() throws {
        var engine = SmallEngine([])
        let handle = engine.engine.connect(.inProcess)
        let client = try #require(engine.engine.call.clients[handle])
        engine.engine.call.clients.notify(client)
        engine.engine.call.clients.notify(client)
        #expect(engine.engine.call.clients.takeWaiting() == [handle])
        #expect(!engine.engine.call.clients.hasWaiting)
        engine.engine.call.clients.notify(client)
        #expect(engine.engine.call.clients.hasWaiting)
    }
}
