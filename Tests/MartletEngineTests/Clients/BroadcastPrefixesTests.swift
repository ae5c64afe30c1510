@testable import MartletEngine
import Testing

@Suite struct BroadcastPrefixesTests {
    private static func client(_ id: Int) -> Client {
        Client(ClientHandle(id: id, index: id), .inProcess, now: 0)
    }

    @Test("A change is told behind each prefix that the key begins with, but not twice")
    func changes() {
        var prefixes = BroadcastPrefixes()
        let (a, b) = (Self.client(1), Self.client(2))
        #expect(prefixes.insert(a, Array("user:".utf8)) == true)
        #expect(prefixes.insert(a, Array("user:".utf8)) == false)
        #expect(prefixes.insert(b, []) == true)
        prefixes.note("user:1".utf8.span, changedBy: a)
        prefixes.note("other".utf8.span, changedBy: b)
        #expect(prefixes.hasChanges)
        let changed = prefixes.takeChanged()
        #expect(changed.map(\.bytes) == [[], Array("user:".utf8)])
        #expect(changed[0].keys(without: nil).count == 2)
        #expect(changed[0].keys(without: b) == [Array("user:1".utf8)])
        #expect(changed[1].keys(without: a).isEmpty)
        #expect(!prefixes.hasChanges && prefixes.takeChanged().isEmpty)
        prefixes.remove(b)
        #expect(prefixes.all.map(\.bytes) == [Array("user:".utf8)])
    }
}
