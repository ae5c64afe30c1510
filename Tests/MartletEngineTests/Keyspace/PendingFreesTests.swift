import Testing

import MartletEngine

@Suite struct PendingFreesTests {
    @Test func emptyingAtLeisure() {
        var keyspace = Keyspace()
        var frees = PendingFrees()
        for i in 0..<3000 { keyspace.setInteger(i, at: "k\(i)".utf8.span, expiry: .at(9)) }
        frees.add(keyspace.takeApart())
        #expect(keyspace.count == 0 && keyspace.expiringCount == 0)
        keyspace.checkInvariants()
        #expect(frees.count == 3000)
        while !frees.freeSome(100) {}
        #expect(frees.isEmpty)
        #expect(frees.freedCount == 3000)
    }

    @Test func aTableIsFreedInSlices() {
        var table = HashTable(seed: HashSeed())
        var frees = PendingFrees()
        for i in 0..<3000 { table.set("k\(i)".utf8.span, object: Box()) }
        frees.add(table.takeApart())
        #expect(table.count == 0)
        #expect(frees.count == 3000)
        #expect(frees.freeSome(100) == false)
        #expect(frees.count < 3000 && frees.count > 2000)
        while !frees.freeSome(100) {}
        #expect(frees.isEmpty)
        #expect(frees.freedCount == 3000)
    }

    @Test func onlyLargeValuesAreFreedAtLeisure() {
        var keyspace = Keyspace()
        var frees = PendingFrees()
        let box = Box()
        box.freeEffort = 1000
        box.elements = 1000
        keyspace.store(box, at: "large".utf8.span)
        keyspace.store(Box(), at: "small".utf8.span)
        keyspace.setString("v".utf8.span, at: "string".utf8.span)
        for key in ["large", "small", "string"] {
            if let entry = keyspace.removeValue(at: key.utf8.span) { frees.add(entry) }
        }
        #expect(frees.count == 1)
        #expect(frees.freeSome(999) == false)
        #expect(frees.freeSome(999) == true)
        #expect(frees.freedCount == 1)
    }

    @Test func largeValuesOfAKeyspaceAreFreedInSlices() {
        var keyspace = Keyspace()
        var frees = PendingFrees()
        let box = Box()
        box.freeEffort = 1000
        box.elements = 1000
        keyspace.store(box, at: "large".utf8.span)
        for i in 0..<10 { keyspace.store(Box(), at: "small\(i)".utf8.span) }
        frees.add(keyspace.takeApart())
        #expect(frees.count == 11)
        while frees.count > 1 { #expect(frees.freeSome(100) == false) }
        #expect(box.elements == 1000)
        #expect(frees.freeSome(999) == false)
        #expect(frees.freeSome(999) == true)
        #expect(box.elements == 0)
        #expect(frees.freedCount == 11)
    }

    @Test func aBlobThatAReplyHoldsIsLeftToIt() {
        var frees = PendingFrees()
        var keyspace = Keyspace()
        let blob = Blob(zeroCount: 200 << 20)
        keyspace.setString(adopting: blob, at: "k".utf8.span)
        if let entry = keyspace.removeValue(at: "k".utf8.span) { frees.add(entry) }
        #expect(frees.count == 1)
        #expect(frees.freeSome(1) == true)
        #expect(blob.count == 200 << 20)
    }

    @Test func aLargeBlobIsFreedInSlices() {
        var frees = PendingFrees()
        var keyspace = Keyspace()
        keyspace.setString(adopting: Blob(zeroCount: 200 << 20), at: "k".utf8.span)
        if let entry = keyspace.removeValue(at: "k".utf8.span) { frees.add(entry) }
        var slices = 1
        while !frees.freeSome(1) { slices += 1 }
        #expect(slices == 4)
        #expect(frees.freedCount == 1)
    }
}
