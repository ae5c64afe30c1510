@testable import MartletEngine
import Testing

@Suite struct ClientSubscriptionsTests {
    @Test("Channels and patterns are counted together, shard channels alone")
    func counts() {
        var subscriptions = ClientSubscriptions()
        let kinds: [SubscriptionKind] = [.channel, .channel, .pattern, .shard]
        let channels = kinds.indices.map { number in
            Channel(Array("c\(number)".utf8), hash: UInt64(number), ticket: number)
        }
        // The order is that of the tickets, not of the channels.
        for (number, kind) in kinds.enumerated() {
            subscriptions.insert(channels[number], ticket: 10 - number, kind)
        }
        #expect(subscriptions.countTold(of: .channel) == 3)
        #expect(subscriptions.countTold(of: .shard) == 1)
        #expect(subscriptions.names(of: .channel) == [Array("c1".utf8), Array("c0".utf8)])
        #expect(subscriptions.contains(channels[0], .pattern) == false)
        #expect(subscriptions.remove(channels[0], .channel) == 10)
        #expect(subscriptions.remove(channels[0], .channel) == nil)
        #expect(subscriptions.count(of: .channel) == 1 && !subscriptions.isEmpty)
    }
}
