import Testing

import MartletEngine

@Suite struct PackedListTests {
    /// Elements of every form, the longest and shortest of each.
    private static let samples: [String] =
        [
            0, 1, 127, 128, 4095, 4096, -1, -4096, -4097, 32767, 32768, -32768, -32769, 8_388_607,
            8_388_608, -8_388_608, -8_388_609, 2_147_483_647, 2_147_483_648, -2_147_483_648,
            -2_147_483_649, Int.max, Int.min,
        ].map(String.init)
        + ["", "a", "007", "-0", "+1", " 1"]
        + [20, 21, 63, 64, 125, 126, 127, 4095, 4096, 16378, 16379, 70_000].map {
            String(repeating: "x", count: $0)
        }

    private static func texts(of list: borrowing PackedList) -> [String] {
        var texts: [String] = []
        var position = list.first
        while let current = position {
            list.element(at: current).withBytes { texts.append(String(copying: $0)) }
            position = list.position(after: current)
        }
        return texts
    }

    @Test(arguments: samples) func keepsAnElement(text: String) {
        var list = PackedList()
        list.append("before".utf8.span)
        list.append(text.utf8.span)
        list.append("after".utf8.span)
        list.checkInvariants()
        #expect(Self.texts(of: list) == ["before", text, "after"])
        #expect(list.find(text.utf8.span, from: list.first) == list.position(at: 1))
        guard let position = list.position(at: 1) else { return }
        #expect(list.element(at: position).count == text.utf8.count)
        #expect(list.element(at: position).integer == text.utf8.span.parseInteger())
    }

    /// A list and an array that went through the same random changes hold the same.
    @Test(arguments: RandomRuns.repeated([1, 2, 3, 4]))
    func agreesWithArray(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var list = PackedList()
        var model: [String] = []
        for _ in 0..<2500 {
            let text = Self.samples[Int(random.next() % UInt64(Self.samples.count - 1))]
            let index = Int(random.next() % UInt64(max(model.count, 1)))
            switch random.next() % (model.count > 40 ? 16 : 10) {
            case 0:
                list.prepend(text.utf8.span)
                model.insert(text, at: 0)
            case 1:
                list.append(text.utf8.span)
                model.append(text)
            case 2:
                list.append(integer: index - 20)
                model.append("\(index - 20)")
            case 3...5:
                guard let position = list.position(at: index) else { continue }
                list.insert(text.utf8.span, before: position)
                model.insert(text, at: index)
            case 6:
                guard let position = list.position(at: index) else { continue }
                list.insert(text.utf8.span, after: position)
                model.insert(text, at: index + 1)
            case 7:
                guard let position = list.position(at: index) else { continue }
                list.replace(at: position, with: text.utf8.span)
                model[index] = text
            case 8:
                guard let position = list.position(at: index) else { continue }
                var tail = list.split(before: position)
                tail.checkInvariants()
                tail.append(contentsOf: list)
                swap(&tail, &list)
                model = Array(model[index...] + model[..<index])
            default:
                guard let position = list.position(at: index) else { continue }
                let removed = min(Int(random.next() % 3), model.count - index)
                let next = list.remove(removed, at: position)
                model.removeSubrange(index..<(index + removed))
                #expect(next == list.position(at: index))
            }
            list.checkInvariants()
            #expect(list.count == model.count)
            #expect(Self.texts(of: list) == model)
        }
        let copy = list.copy()
        copy.checkInvariants()
        #expect(Self.texts(of: copy) == model)
    }

    @Test func findsOnlyTheFields() {
        var list = PackedList()
        for text in ["a", "b", "b", "12", "12", "a"] { list.append(text.utf8.span) }
        #expect(list.find("b".utf8.span, from: list.first, skipping: 1) == list.position(at: 2))
        #expect(list.find("12".utf8.span, from: list.first, skipping: 1) == list.position(at: 4))
        #expect(list.find("012".utf8.span, from: list.first) == nil)
        #expect(list.find("a".utf8.span, from: list.position(at: 1)) == list.position(at: 5))
    }

    /// What Redis writes for these elements.
    @Test func isListpack() {
        var list = PackedList()
        for text in ["hi", "5", "-1", "300000"] { list.append(text.utf8.span) }
        #expect(
            [UInt8](list.bytes) == [
                21, 0, 0, 0, 4, 0,
                0x82, 0x68, 0x69, 3,
                5, 1,
                0xdf, 0xff, 2,
                0xf2, 0xe0, 0x93, 0x04, 4,
                0xff,
            ])
    }

    /// Past 65,534 elements the head no longer tells how many they are.
    @Test func countsMoreThanTheHeadTells() {
        var list = PackedList()
        for i in 0..<65_600 { list.append(integer: i % 100) }
        #expect(list.count == 65_600)
        guard let first = list.first else { return }
        list.remove(100, at: first)
        #expect(list.count == 65_500)
        list.checkInvariants()
    }

    private static func isList(_ payload: [UInt8]) -> Bool {
        if let list = PackedList(validating: payload.span) { !list.isEmpty } else { false }
    }

    /// A payload is taken only as a whole, whatever byte of it is changed.
    @Test func refusesWhatIsNoList() {
        var list = PackedList()
        for text in Self.samples.dropLast(4) { list.append(text.utf8.span) }
        let payload = [UInt8](list.bytes)
        #expect(Self.isList(payload))
        #expect(!Self.isList(payload.dropLast()))
        #expect(!Self.isList(payload + [0xff]))
        for index in payload.indices {
            for change in [1, 0x80, 0xff] as [UInt8] {
                var altered = payload
                altered[index] ^= change
                // Some of a text's bytes may be anything.
                if let list = PackedList(validating: altered.span) { list.checkInvariants() }
            }
        }
    }
}
