@testable import MartletEngine
import Testing

@Suite struct ChannelTableTests {
    @Test("Channels with one hash are found by their names, and go one by one")
    func channelsOfOneHash() {
        var table = ChannelTable()
        let channels = (0..<4).map { number in
            Channel(Array("c\(number)".utf8), hash: UInt64(number / 3), ticket: number)
        }
        for channel in channels { table.insert(channel) }
        #expect(table.count == 4)
        #expect(table.ordered.map(\.ticket) == [0, 1, 2, 3])
        for channel in [channels[1], channels[2], channels[0]] {
            let name = channel.name
            #expect(table.find(name.span, hash: 0) === channel)
            table.remove(channel)
            #expect(table.find(name.span, hash: 0) == nil)
        }
        #expect(table.ordered.map(\.ticket) == [3] && table.count == 1)
    }
}
