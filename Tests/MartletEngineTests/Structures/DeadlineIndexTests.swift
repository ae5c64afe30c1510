import Testing

import MartletEngine

@Suite struct DeadlineIndexTests {
    /// An index and a sorted array that went through the same random changes hold the same.
    @Test(arguments: RandomRuns.repeated([(1, 4), (2, 40), (3, 4000)]))
    func agreesWithSortedArray(seed: UInt64, deadlines: UInt64) {
        var random = RandomSource(seed: seed)
        var index = DeadlineIndex()
        var model: [DeadlineIndex.Item] = []
        for step in 0..<3000 {
            let item = DeadlineIndex.Item(
                deadline: Int(random.next() % deadlines), hash: random.next() % 3)
            let place = model.firstIndex { $0 >= item } ?? model.count
            switch random.next() % 8 {
            case 0...(step < 1600 ? 0 : 4):
                let isThere = place < model.count && model[place] == item
                #expect(index.remove(item) == isThere)
                if isThere { model.remove(at: place) }
            case 7 where step > 1000:
                #expect(index.popFirst() == model.first)
                if !model.isEmpty { model.removeFirst() }
            default:
                index.insert(item)
                model.insert(item, at: place)
            }
            index.checkInvariants()
            #expect(index.first == model.first)
        }
        #expect(index.items == model)
        while let item = index.popFirst() { #expect(item == model.removeFirst()) }
        #expect(model.isEmpty)
    }

    @Test(arguments: [true, false]) func growsThreeLevels(inOrder: Bool) {
        var random = RandomSource(seed: 9)
        var index = DeadlineIndex()
        for i in 0..<20_000 {
            index.insert(.init(deadline: inOrder ? i : Int(random.next() % 999), hash: UInt64(i)))
        }
        index.checkInvariants()
        let copy = index.copy()
        for item in index.items.shuffled(using: &random) { #expect(index.remove(item) == true) }
        index.checkInvariants()
        #expect(index.count == 0)
        #expect(index.firstDeadline == .max)
        copy.checkInvariants()
        #expect(copy.count == 20_000)
    }

    @Test func manyShareADeadline() {
        var index = DeadlineIndex()
        for i in 0..<8192 as Range<UInt64> { index.insert(.init(deadline: 7, hash: i ^ 0x155)) }
        for i in 0..<8192 as Range<UInt64> {
            #expect(index.popFirst() == .init(deadline: 7, hash: i))
        }
        #expect(index.popFirst() == nil)
    }

    @Test func isFreedInSlices() {
        var index = DeadlineIndex()
        for i in 0..<9000 { index.insert(.init(deadline: i, hash: 0)) }
        let remains = index.takeApart()
        index.checkInvariants()
        #expect(index.count == 0)
        var slices = 0
        while !remains.freeSome(200) { slices += 1 }
        #expect(slices > 20)
    }
}
