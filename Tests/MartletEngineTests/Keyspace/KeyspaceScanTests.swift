import Testing

import MartletEngine

@Suite struct KeyspaceScanTests {
    @Test func scansSkipWhatIsDue() {
        var random = RandomSource(seed: 1)
        var keyspace = Keyspace()
        for i in 0..<100 {
            keyspace.setInteger(i, at: "k\(i)".utf8.span, expiry: i < 90 ? .at(10) : .clear)
        }
        keyspace.now = 10
        var visited: [Int] = []
        _ = keyspace.scan(from: .start, count: .max) { visited.append($0.integer) }
        #expect(visited.sorted() == Array(90..<100))
        visited = []
        keyspace.forEach { visited.append($0.integer) }
        #expect(visited.sorted() == Array(90..<100))
        for _ in 0..<50 {
            let key = keyspace.randomKey(using: &random).map { String(decoding: $0, as: UTF8.self) }
            #expect(key?.hasPrefix("k9") == true)
        }
        keyspace.checkInvariants()
        #expect(keyspace.expireDue(limit: .max) + keyspace.statistics.expired >= 90)
        keyspace.removeAll()
        #expect(keyspace.randomKey(using: &random) == nil)
    }
}
