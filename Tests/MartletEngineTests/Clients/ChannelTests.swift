@testable import MartletEngine
import Testing

@Suite struct ChannelTests {
    @Test("A subscriber that goes leaves the others in their order")
    func subscribersKeepTheirOrder() {
        let channel = Channel(Array("news.*".utf8), hash: 1, ticket: 0)
        for ticket in 1...4 {
            let handle = ClientHandle(id: ticket, index: ticket)
            channel.append(Client(handle, .inProcess, now: 0), ticket: ticket * 10)
        }
        channel.remove(ticket: 20)
        channel.remove(ticket: 25)
        #expect(channel.members.map(\.client.id) == [1, 3, 4])
        #expect(channel.isCalled("news.*".utf8.span) == true)
        #expect(channel.isCalled("news.a".utf8.span) == false)
        #expect(channel.matches("news.a".utf8.span) == true)
        #expect(channel.matches("new".utf8.span) == false)
    }

    @Test("A partition begins where the predicate does", arguments: 0...5)
    func partitions(bound: Int) {
        #expect([0, 1, 2, 3, 4].partitioningIndex { $0 >= bound } == bound)
    }
}
