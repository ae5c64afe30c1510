import Testing

@testable import MartletEngine

@Suite struct BlockedClientsTests {
    private static let now = 1_000_000

    private static func client(_ id: Int) -> Client {
        Client(ClientHandle(id: id, index: id), .stranger, now: 0)
    }

    private static func wait(
        _ keys: String..., in database: Int = 0, for kind: ValueKind = .list, until end: Int = .max
    ) -> BlockedWait {
        BlockedWait(
            row: 0, command: ArgumentList(), keys: keys.map { key($0, in: database) }, kind: kind,
            deadlineMicroseconds: end)
    }

    private static func key(_ name: String, in database: Int = 0) -> BlockedKey {
        BlockedKey(database: database, bytes: Array(name.utf8))
    }

    @Test func firstComeIsFirstInEveryLine() {
        var blocked = BlockedClients()
        let (a, b) = (Self.client(1), Self.client(2))
        blocked.insert(a, Self.wait("x", "y"))
        blocked.insert(b, Self.wait("y", "x"))
        #expect(blocked.first(at: Self.key("y"), waitingFor: .list, after: 0) === a)
        #expect(blocked.first(at: Self.key("y"), waitingFor: .list, after: 1) === b)
        #expect(blocked.first(at: Self.key("y"), waitingFor: .list, after: 2) == nil)
        #expect(blocked.first(at: Self.key("y"), waitingFor: .stream, after: 0) == nil)
        #expect(blocked.first(at: Self.key("y", in: 1), waitingFor: .list, after: 0) == nil)
        blocked.checkInvariants()
        #expect(blocked.remove(a)?.keys == [Self.key("x"), Self.key("y")])
        #expect(blocked.remove(a) == nil)
        #expect(blocked.first(at: Self.key("x"), waitingFor: .list, after: 0) === b)
        blocked.checkInvariants()
    }

    @Test func keysAreReadyOnceInTheOrderOfSignals() {
        var blocked = BlockedClients()
        blocked.insert(Self.client(1), Self.wait("x", "y"))
        blocked.signal(Self.key("y"), .list)
        blocked.signal(Self.key("x"), .list)
        blocked.signal(Self.key("y"), .list)
        #expect(blocked.takeReady() == Self.key("y"))
        blocked.signal(Self.key("y"), .list)
        #expect(blocked.takeReady() == Self.key("x"))
        #expect(blocked.takeReady() == Self.key("y"))
        #expect(blocked.takeReady() == nil)
    }

    @Test func nobodyIsToldOfWhatNobodyWaitsFor() {
        var blocked = BlockedClients()
        blocked.insert(Self.client(1), Self.wait("x"))
        blocked.signal(Self.key("z"), .list)
        blocked.signal(Self.key("x", in: 1), .list)
        blocked.signal(Self.key("x"), .sortedSet)
        #expect(blocked.takeReady() == nil)
        #expect(blocked.databases == [0])
    }

    @Test func waitsEndInOrderOfTime() {
        var blocked = BlockedClients()
        let clients = (1...4).map(Self.client)
        blocked.insert(clients[0], Self.wait("x", until: 30))
        blocked.insert(clients[1], Self.wait("x", until: 20))
        blocked.insert(clients[2], Self.wait("x", until: 20))
        blocked.insert(clients[3], Self.wait("x"))
        #expect(blocked.timedCount == 3)
        #expect(blocked.nextDeadlineMicroseconds == 20)
        #expect(blocked.firstDue(19) == nil)
        var order: [Int] = []
        while let client = blocked.firstDue(30) {
            order.append(client.id)
            blocked.remove(client)
        }
        #expect(order == [2, 3, 1])
        #expect(blocked.nextDeadlineMicroseconds == .max)
    }

    @Test func keysOfADatabaseAreListedByWhoWaitsLongest() {
        var blocked = BlockedClients()
        blocked.insert(Self.client(1), Self.wait("y", "x"))
        blocked.insert(Self.client(2), Self.wait("z", in: 1))
        blocked.insert(Self.client(3), Self.wait("a", "x"))
        #expect(blocked.keys(in: 0) == [Self.key("y"), Self.key("x"), Self.key("a")])
    }

    /// Clients come, go and are looked for at random, as in a list of all that wait.
    @Test(arguments: [1, 2, 3]) func randomRunAgreesWithAList(seed: UInt64) {
        var random = SplitMix(state: seed)
        var blocked = BlockedClients()
        var model: [Client] = []
        let names = ["a", "b", "c"]
        for step in 1...1_000 {
            if Int.random(in: 0..<100, using: &random) < 52 {
                let client = Self.client(step)
                let kind: ValueKind = Bool.random(using: &random) ? .list : .sortedSet
                let keys = names.shuffled(using: &random).prefix(.random(in: 1...3, using: &random))
                blocked.insert(
                    client,
                    BlockedWait(
                        row: 0, command: ArgumentList(), keys: keys.map { Self.key($0) },
                        kind: kind,
                        deadlineMicroseconds: .random(in: 0...50, using: &random)))
                model.append(client)
            } else if let index = model.indices.randomElement(using: &random) {
                blocked.remove(model.remove(at: index))
            }
            let key = Self.key(names.randomElement(using: &random) ?? "a")
            let first = model.first { client in
                client.wait?.kind == .list && client.wait?.keys.contains(key) == true
            }
            #expect(blocked.first(at: key, waitingFor: .list, after: 0) === first)
            #expect(blocked.count == model.count)
            blocked.checkInvariants()
        }
    }
}
