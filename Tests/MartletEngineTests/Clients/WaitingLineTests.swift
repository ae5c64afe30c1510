import Testing

@testable import MartletEngine

@Suite struct WaitingLineTests {
    @Test func gapsAreClosed() {
        var line = WaitingLine()
        let client = Client(ClientHandle(id: 1, index: 1), .stranger, now: 0)
        for ticket in 1...1_000 { line.append(client, ticket: ticket) }
        for ticket in 2...999 { line.remove(ticket: ticket) }
        line.remove(ticket: 500)
        #expect(line.tickets == [1, 1_000])
        #expect(line.count == 2)
        line.append(client, ticket: 1_001)
        line.remove(ticket: 1)
        #expect(line.tickets == [1_000, 1_001])
    }
}
