import Testing

import MartletEngine

@Suite struct KeyspaceExpiryTests {
    @Test func aKeyIsGoneAtItsMillisecond() throws {
        var keyspace = Keyspace()
        keyspace.now = 1000
        keyspace.setString("v".utf8.span, at: "k".utf8.span, expiry: .at(2000))
        #expect(keyspace.nextDeadline == 2000)
        keyspace.now = 1999
        #expect(keyspace.contains("k".utf8.span) == true)
        keyspace.now = 2000
        keyspace.noticesExpired = true
        #expect(keyspace.contains("k".utf8.span) == false)
        #expect(keyspace.nextDeadline == nil)
        #expect(keyspace.count == 0)
        #expect(keyspace.statistics.expired == 1)
        #expect(keyspace.takeNotices() == [.expired(key: Array("k".utf8))])
        #expect(keyspace.takeNotices() == [])
    }

    @Test func whatIsDueIsRemovedInBoundedSteps() {
        var keyspace = Keyspace()
        for i in 0..<1000 {
            keyspace.setString("v".utf8.span, at: "k\(i)".utf8.span, expiry: .at(500))
        }
        keyspace.setString("v".utf8.span, at: "later".utf8.span, expiry: .at(501))
        #expect(keyspace.expiringCount == 1001)
        #expect(keyspace.expireDue(limit: 100) == 0)
        keyspace.now = 500
        #expect(keyspace.expireDue(limit: 100) == 100)
        keyspace.checkInvariants()
        #expect(keyspace.expireDue(limit: .max) == 900)
        #expect(keyspace.count == 1)
        #expect(keyspace.statistics.expired == 1000)
    }

    @Test func theMeanOfWhatIsLeft() {
        var keyspace = Keyspace()
        #expect(keyspace.averageTTL == 0)
        keyspace.now = 1_700_000_000_000
        for i in 1...4 {
            keyspace.setInteger(i, at: "k\(i)".utf8.span, expiry: .at(keyspace.now + i * 1000))
        }
        #expect(keyspace.averageTTL == 2500)
        keyspace.setInteger(5, at: "k5".utf8.span, expiry: .at(.max))
        keyspace.setInteger(6, at: "k6".utf8.span, expiry: .at(.max))
        #expect(keyspace.averageTTL > 1 << 60)
    }
}
