@testable import MartletEngine
import Testing

/// Of `Subscriptions`, `Channel`, `ChannelTable` and `ClientSubscriptions`.
@Suite struct SubscriptionsTests {
    @Test func namesAreInTheOrderOfSubscription() {
        var subscriptions = Subscriptions(seed: HashSeed())
        let client = Client.made(1)
        for name in ["c", "a", "b", "a"] { subscriptions.add(client, name, .channel) }
        let before = subscriptions.texts(of: .channel)
        #expect(before == ["c", "a", "b"])
        #expect(client.subscriptions.names(of: .channel).map(text) == ["c", "a", "b"])
        subscriptions.end(client, "c", .channel)
        subscriptions.add(client, "c", .channel)
        let after = subscriptions.texts(of: .channel)
        #expect(after == ["a", "b", "c"])
        subscriptions.checkInvariants()
    }

    @Test func channelsAndPatternsAreCountedTogether() {
        var subscriptions = Subscriptions(seed: HashSeed())
        let client = Client.made(1)
        subscriptions.add(client, "a", .channel)
        subscriptions.add(client, "a", .pattern)
        subscriptions.add(client, "a", .shard)
        #expect(client.subscriptions.countTold(of: .channel) == 2)
        #expect(client.subscriptions.countTold(of: .shard) == 1)
        #expect(client.isSubscriber)
        subscriptions.removeAll(of: client)
        #expect(!client.isSubscriber)
        let isEmpty = subscriptions.isEmpty
        #expect(isEmpty)
        subscriptions.checkInvariants()
    }

    /// Names whose hashes are equal hang behind each other.
    @Test func namesOfEqualHashesAreToldApart() {
        var table = ChannelTable()
        let channels = ["a", "b", "c"].enumerated().map { index, name in
            Channel(Array(name.utf8), hash: 7, ticket: index)
        }
        for channel in channels { table.insert(channel) }
        #expect(table.find("b".utf8.span, hash: 7) === channels[1])
        #expect(table.ordered.map(\.ticket) == [0, 1, 2])
        table.remove(channels[1])
        #expect(table.find("b".utf8.span, hash: 7) == nil)
        table.remove(channels[2])
        #expect(table.find("a".utf8.span, hash: 7) === channels[0])
        table.remove(channels[0])
        #expect(table.count == 0 && table.byHash.isEmpty)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func matchesAModel(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var subscriptions = Subscriptions(seed: HashSeed(using: &random))
        let clients = (1...5).map(Client.made)
        var model: [SubscriptionKind: [(client: Int, name: String)]] = [:]
        let kinds: [SubscriptionKind] = [.channel, .pattern, .shard]
        for _ in 0..<600 {
            let client = clients[Int.random(in: 0..<clients.count, using: &random)]
            let kind = kinds[Int.random(in: 0..<kinds.count, using: &random)]
            let name = "n\(Int.random(in: 0..<6, using: &random))"
            var pairs = model[kind] ?? []
            switch Int.random(in: 0..<20, using: &random) {
            case 0:
                subscriptions.removeAll(of: client)
                for kind in kinds { model[kind]?.removeAll { $0.client == client.id } }
                pairs = model[kind] ?? []
            case 1..<8:
                subscriptions.end(client, name, kind)
                pairs.removeAll { $0.client == client.id && $0.name == name }
            default:
                subscriptions.add(client, name, kind)
                if !pairs.contains(where: { $0.client == client.id && $0.name == name }) {
                    pairs.append((client.id, name))
                }
            }
            model[kind] = pairs
            subscriptions.checkInvariants()
            let members = subscriptions.find(name.utf8.span, kind)?.members.map(\.client.id) ?? []
            #expect(members == pairs.filter { $0.name == name }.map(\.client))
            #expect(
                client.subscriptions.names(of: kind).map(text)
                    == pairs.filter { $0.client == client.id }.map(\.name))
        }
    }
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

extension Client {
    fileprivate static func made(_ id: Int) -> Client {
        Client(ClientHandle(id: id, index: id), .stranger, now: 0)
    }
}

extension Subscriptions {
    fileprivate mutating func add(_ client: Client, _ name: String, _ kind: SubscriptionKind) {
        insert(client, name.utf8.span, kind)
    }

    fileprivate mutating func end(_ client: Client, _ name: String, _ kind: SubscriptionKind) {
        remove(client, name.utf8.span, kind)
    }

    fileprivate func texts(of kind: SubscriptionKind) -> [String] { names(of: kind).map(text) }
}
