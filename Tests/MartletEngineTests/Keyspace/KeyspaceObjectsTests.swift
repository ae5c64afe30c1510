import Testing

import MartletEngine

@Suite struct KeyspaceObjectsTests {
    @Test func anObjectIsChangedInPlace() throws {
        var keyspace = Keyspace()
        let box = Box(1)
        keyspace.setString("v".utf8.span, at: "k".utf8.span, expiry: .at(100))
        keyspace.store(box, at: "k".utf8.span, expiry: .keep)
        let found: Box? = try keyspace.object(at: "k".utf8.span, .write)
        found?.number = 2
        #expect(found === box && box.number == 2)
        #expect(keyspace.expiry(at: "k".utf8.span) == .at(100))
        keyspace.store(box, at: "k".utf8.span)
        #expect(keyspace.expiry(at: "k".utf8.span) == .never)
        keyspace.checkInvariants()
    }

    @Test func anotherTypeIsRefused() throws {
        var keyspace = Keyspace()
        keyspace.setString("v".utf8.span, at: "k".utf8.span)
        #expect(throws: ReplyError.wrongType) {
            let _: Box? = try keyspace.object(at: "k".utf8.span, .read)
        }
        let missing: Box? = try keyspace.object(at: "missing".utf8.span, .read)
        #expect(missing == nil)
    }
}
