import Testing

import MartletEngine

@Suite struct KeyspaceTransferTests {
    @Test func movesToAnotherKeyspace() throws {
        var one = Keyspace()
        var two = Keyspace()
        one.setString("v".utf8.span, at: "k".utf8.span, expiry: .at(100))
        #expect(one.move("k".utf8.span, to: &two) == true)
        #expect(one.move("k".utf8.span, to: &two) == false)
        #expect(one.count == 0 && one.nextDeadline == nil)
        #expect(two.expiry(at: "k".utf8.span) == .at(100))
        one.checkInvariants()
        two.checkInvariants()
    }

    @Test func copiesToAnotherKeyspace() throws {
        var one = Keyspace()
        var two = Keyspace()
        let box = Box(3)
        one.store(box, at: "k".utf8.span, expiry: .at(100))
        #expect(one.copy("k".utf8.span, to: "l".utf8.span, in: &two) == true)
        box.number = 4
        let copy: Box? = try two.object(at: "l".utf8.span, .peek)
        #expect(copy?.number == 3)
        #expect(two.expiry(at: "l".utf8.span) == .at(100))
        two.checkInvariants()
    }

    @Test func renamingReplacesAndCarriesTheExpiry() throws {
        var keyspace = Keyspace()
        keyspace.setString("1".utf8.span, at: "a".utf8.span, expiry: .at(100))
        keyspace.setString("two".utf8.span, at: "longer name".utf8.span, expiry: .at(50))
        #expect(keyspace.rename("a".utf8.span, to: "longer name".utf8.span) == true)
        #expect(keyspace.rename("a".utf8.span, to: "b".utf8.span) == false)
        #expect(keyspace.expiry(at: "longer name".utf8.span) == .at(100))
        #expect(keyspace.expiringCount == 1)
        keyspace.checkInvariants()
    }

    /// A copy is what later snapshots are made of.
    @Test func aCopyIsIndependent() throws {
        var random = RandomSource(seed: 1)
        var keyspace = Keyspace()
        keyspace.now = 5
        for i in 0..<2000 {
            let text = String(repeating: "x", count: Int(random.next() % 6000))
            keyspace.setString(
                text.utf8.span, at: "k\(i)".utf8.span, expiry: i % 2 == 0 ? .at(1000 + i) : .clear)
        }
        var copy = keyspace.copy()
        copy.checkInvariants()
        keyspace.removeAll()
        #expect(copy.count == 2000)
        #expect(copy.expiringCount == 1000)
        #expect(copy.nextDeadline == 1000)
        copy.now = 1000
        #expect(copy.expireDue(limit: .max) == 1)
    }
}
