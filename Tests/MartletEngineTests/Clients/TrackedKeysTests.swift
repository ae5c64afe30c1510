@testable import MartletEngine
import Testing

@Suite struct TrackedKeysTests {
    @Test("A key's readers are known once each, until the key is taken")
    func readers() {
        var keys = TrackedKeys(seed: HashSeed(), random: RandomSource(seed: 1))
        for id in [5, 2, 5] { keys.insert("k".utf8.span, readBy: id) }
        let counts = [keys.count, keys.readerCount]
        #expect(counts == [1, 2])
        let drawn = keys.randomKey()
        #expect(drawn == Array("k".utf8))
        let readers = keys.take("k".utf8.span)
        #expect(readers == [2, 5])
        let left = [keys.count, keys.readerCount, keys.take("k".utf8.span).count]
        #expect(left == [0, 0, 0])
        let none = keys.randomKey()
        #expect(none == nil)
    }
}
