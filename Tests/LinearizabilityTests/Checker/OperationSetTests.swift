import ConformanceKit
@testable import Linearizability
import Testing

@Suite struct OperationSetTests {
    /// Against a plain set, with members that come in nearly their order.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func isASet(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var set = OperationSet()
        var model: Set<Int> = []
        while model.count < 500 {
            let index = set.firstOpen + random.below(random.below(10) == 0 ? 300 : 5)
            set.insert(index)
            model.insert(index)
            let firstOpen = (0...).first { !model.contains($0) }
            #expect(set.firstOpen == firstOpen && set.last == model.max())
            for other in set.firstOpen..<(set.firstOpen + 320) {
                #expect(set.contains(other) == model.contains(other))
            }
        }
    }

    @Test func equalSetsAreEqualHoweverTheyCameAbout() {
        var one = OperationSet()
        var other = OperationSet()
        for index in 0..<200 { one.insert(index) }
        for index in (0..<200).reversed() { other.insert(index) }
        #expect(one == other && one.hashValue == other.hashValue && one.firstOpen == 200)
        other.insert(3)
        #expect(one == other)
        #expect(OperationSet().last == -1)
    }
}
