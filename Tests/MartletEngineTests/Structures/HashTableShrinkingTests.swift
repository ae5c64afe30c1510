import Testing

import MartletEngine

@Suite struct HashTableShrinkingTests {
    /// Memory comes back when keys go, in whichever order.
    @Test(arguments: [false, true]) func givesMemoryBack(inOrderOfHashes: Bool) {
        var random = RandomSource(seed: 3)
        var table = HashTable(seed: HashSeed(using: &random))
        let keyCount = 30_000
        for i in 0..<keyCount { table.set("key:\(i)".utf8.span, integer: i) }
        let full = table.structureSize

        var order: [Int] = []
        if inOrderOfHashes {
            table.forEach { entry in
                order.append(entry.integer)
                return true
            }
        } else {
            order = (0..<keyCount).shuffled(using: &random)
        }
        for (done, i) in order.dropLast(10).enumerated() {
            #expect(table.remove("key:\(i)".utf8.span) == true)
            if done % 1000 == 0 { table.checkInvariants() }
        }
        table.checkInvariants()
        #expect(table.count == 10)
        #expect(table.structureSize < 3000)
        #expect(full > 50 * table.structureSize)
    }

    @Test func isFreedInSlices() {
        var table = HashTable(seed: HashSeed())
        for i in 0..<5000 { table.set("key:\(i)".utf8.span, integer: i) }
        let remains = table.takeApart()
        #expect(table.count == 0)
        table.checkInvariants()
        var slices = 0
        while !remains.freeSome(100) {
            slices += 1
            #expect(remains.count <= 5000 - slices * 50)
        }
        #expect(remains.count == 0)
        #expect(slices > 10)
    }

    @Test func whatIsNotFreedInSlicesIsFreedAtTheEnd() {
        weak var box: Box?
        do {
            var table = HashTable(seed: HashSeed())
            for i in 0..<2000 { table.set("key:\(i)".utf8.span, integer: i) }
            let object = Box()
            box = object
            table.set("object".utf8.span, object: object)
            let remains = table.takeApart()
            #expect(remains.freeSome(1) == false)
            #expect(!remains.freeSome(700) || box == nil)
        }
        #expect(box == nil)
    }
}
