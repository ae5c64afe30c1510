import MartletEngine
import Testing

@Suite struct IntegerSetTests {
    /// A set and a Swift set that went through the same random changes hold the same.
    @Test(
        arguments: RandomRuns.repeated([(1, 100), (2, 40_000), (3, 3_000_000_000), (4, .max)]))
    func agreesWithASet(seed: UInt64, bound: Int) {
        var random = RandomSource(seed: seed)
        var set = IntegerSet()
        var model: Set<Int> = []
        for step in 0..<3000 {
            // The integers grow wider step by step.
            let most = Int(Double(bound) * Double(step + 1) / 3000 * 0.9) + 1
            let integer = Int.random(in: -most...most, using: &random)
            switch Int(random.next() % 8) {
            case 0..<4: #expect(set.insert(integer) == model.insert(integer).inserted)
            case 4: #expect(set.remove(integer) == (model.remove(integer) != nil))
            case 5 where set.count > 0:
                let index = Int.random(in: 0..<set.count, using: &random)
                #expect(model.remove(set.remove(at: index)) != nil)
            default: #expect(set.contains(integer) == model.contains(integer))
            }
            set.checkInvariants()
            #expect(set.count == model.count)
        }
        let sorted = model.sorted()
        #expect((0..<set.count).map { set[$0] } == sorted)
        for (index, integer) in sorted.enumerated() { #expect(set.index(of: integer) == index) }
    }

    @Test("The bytes are those of Redis's intset, which widen and never narrow")
    func layout() {
        var set = IntegerSet()
        #expect(set.bytes.count == 0)
        for integer in [2, -1] { #expect(set.insert(integer) == true) }
        #expect([UInt8](set.bytes) == [2, 0, 0, 0, 2, 0, 0, 0, 255, 255, 2, 0])
        #expect(set.insert(32768) == true)
        #expect(
            [UInt8](set.bytes) == [
                4, 0, 0, 0, 3, 0, 0, 0, 255, 255, 255, 255, 2, 0, 0, 0, 0, 128, 0, 0,
            ])
        #expect(set.insert(.min) == true)
        #expect(set.width == 8)
        #expect(set[0] == .min)
        for integer in [.min, 32768, -1] { #expect(set.remove(integer) == true) }
        #expect([UInt8](set.bytes) == [8, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0])
        #expect(set.remove(at: 0) == 2)
        #expect(set.count == 0)
        set.checkInvariants()
    }

    @Test("A number of 2 bytes is found among wider ones, and one too wide isn't")
    func widths() {
        var set = IntegerSet()
        for integer in [-40_000, -3, 5, 40_000] { #expect(set.insert(integer) == true) }
        for integer in [5, -40_000] { #expect(set.contains(integer) == true) }
        for integer in [.max, .min, 0] { #expect(set.contains(integer) == false) }
        #expect(set.remove(.max) == false)
    }

    @Test func aCopyIsIndependent() {
        var set = IntegerSet()
        for integer in 0..<100 { _ = set.insert(integer) }
        let copy = set.copy()
        for integer in 0..<50 { _ = set.remove(integer) }
        #expect(copy.count == 100)
        #expect(set.count == 50)
        copy.checkInvariants()
        let empty = IntegerSet().copy()
        #expect(empty.count == 0)
    }

    @Test("What a payload says is checked")
    func validates() {
        var set = IntegerSet()
        for integer in [1, 70_000, -5] { _ = set.insert(integer) }
        let payload = [UInt8](set.bytes)
        #expect(IntegerSet(validating: payload.span)?.contains(70_000) == true)
        let wrong: [[UInt8]] = [
            [], Array(payload.dropLast()), payload + [0],
            [3] + payload.dropFirst(), [2] + payload.dropFirst(),
            [2, 0, 0, 0, 0, 0, 0, 0],
            [2, 0, 0, 0, 2, 0, 0, 0, 5, 0, 5, 0],
            [2, 0, 0, 0, 2, 0, 0, 0, 5, 0, 4, 0],
            [8, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0],
        ]
        for bytes in wrong {
            #expect(IntegerSet(validating: bytes.span)?.count == nil, "\(bytes)")
        }
    }
}
