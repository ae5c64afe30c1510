import Testing

import MartletEngine

@Suite struct UsageClockTests {
    @Test func readsCountAndMark() throws {
        var keyspace = Keyspace()
        keyspace.now = 1_700_000_000_000
        keyspace.setString("v".utf8.span, at: "k".utf8.span)
        keyspace.now += 10_000
        func idle() -> Int? {
            guard let usage = keyspace.entry(at: "k".utf8.span, .peek)?.usage else { return nil }
            return keyspace.usage.idleSeconds(usage)
        }
        #expect(idle() == 10)
        _ = keyspace.contains("k".utf8.span, .glance)
        #expect(idle() == 10)
        #expect(keyspace.statistics.hits == 1)
        _ = try keyspace.string(at: "k".utf8.span)
        #expect(idle() == 0)
        #expect(keyspace.statistics.hits == 2)
        keyspace.now += 3000
        _ = try keyspace.string(at: "k".utf8.span, .write)
        #expect(idle() == 0)
        keyspace.noticesMissed = true
        _ = try keyspace.string(at: "missing".utf8.span)
        _ = try keyspace.string(at: "missing".utf8.span, .write)
        #expect(keyspace.statistics.hits == 2)
        #expect(keyspace.statistics.misses == 1)
        #expect(keyspace.takeNotices() == [.missed(key: Array("missing".utf8))])
        keyspace.statistics = KeyspaceStatistics()
        #expect(keyspace.statistics == KeyspaceStatistics())
    }

    @Test func secondsWrapAround() {
        var keyspace = Keyspace()
        keyspace.now = 0xff_ffff * 1000
        keyspace.setInteger(1, at: "k".utf8.span)
        keyspace.now += 5000
        let usage = keyspace.entry(at: "k".utf8.span, .peek)?.usage ?? 0
        #expect(keyspace.usage.seconds == 4)
        #expect(keyspace.usage.idleSeconds(usage) == 4)
    }

    @Test func frequencyGrowsByChanceAndDecays() throws {
        var keyspace = Keyspace()
        keyspace.usage.policy.countsFrequency = true
        keyspace.now = 1_700_000_000_000
        func frequency() -> UInt32? {
            guard let usage = keyspace.entry(at: "k".utf8.span, .peek)?.usage else { return nil }
            return keyspace.usage.frequency(usage)
        }
        keyspace.setString("v".utf8.span, at: "k".utf8.span)
        #expect(frequency() == 5)
        _ = try keyspace.string(at: "k".utf8.span)
        #expect(frequency() == 6)
        for _ in 0..<1000 { _ = try keyspace.string(at: "k".utf8.span) }
        let grown = frequency() ?? 0
        #expect((12...25).contains(grown))
        // Overwriting keeps what is known of the use.
        keyspace.setString("w".utf8.span, at: "k".utf8.span)
        #expect(frequency() ?? 0 >= grown)
        let before = frequency() ?? 0
        keyspace.now += 3 * 60_000
        #expect(frequency() == before - 3)
        keyspace.usage.policy.decayMinutes = 0
        #expect(frequency() == before)
        keyspace.usage.policy.decayMinutes = 1
        keyspace.now += 300 * 60_000
        #expect(frequency() == 0)
    }

    @Test func memoryOfAKey() {
        var keyspace = Keyspace()
        keyspace.setInteger(1, at: "sixteen byte key".utf8.span)
        let small = keyspace.memoryUsage(at: "sixteen byte key".utf8.span)
        #expect(small == 48 + 9)
        keyspace.setString(
            adopting: Blob(copying: [UInt8](repeating: 1, count: 10_000).span),
            at: "k".utf8.span)
        #expect(keyspace.memoryUsage(at: "k".utf8.span) ?? 0 >= 10_000)
        #expect(keyspace.memoryUsage(at: "missing".utf8.span) == nil)
    }
}
