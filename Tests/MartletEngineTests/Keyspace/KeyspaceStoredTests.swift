import MartletEngine
import Testing

@Suite struct KeyspaceStoredTests {
    @Test("A key whose time is over is stored until it is removed")
    func stored() {
        var keyspace = Keyspace()
        keyspace.now = 1000
        keyspace.setString("1".utf8.span, at: "a".utf8.span, expiry: .at(1010))
        keyspace.setString("2".utf8.span, at: "b".utf8.span)
        keyspace.now = 1010
        let isStored = keyspace.storedEntry(at: "a".utf8.span) != nil
        #expect(isStored)
        var keys: Set<[UInt8]> = []
        keyspace.forEachStored { entry in keys.insert([UInt8](entry.key)) }
        #expect(keys.count == 2)
        keys = []
        let cursor = keyspace.scanStored(from: .start, count: 100) { entry in
            keys.insert([UInt8](entry.key))
        }
        #expect(cursor == .start)
        #expect(keys.count == 2)
        #expect(keyspace.expireDue(limit: 10) == 1)
        let isGone = keyspace.storedEntry(at: "a".utf8.span) == nil
        #expect(isGone)
    }

    @Test("The tables' memory grows with the keys")
    func memory() {
        var keyspace = Keyspace()
        let before = keyspace.tableMemory
        for i in 0..<1000 {
            keyspace.setString("v".utf8.span, at: "k\(i)".utf8.span, expiry: .at(1_000_000))
        }
        #expect(keyspace.tableMemory > before)
        #expect(keyspace.deadlineMemory >= 16_000)
    }
}
