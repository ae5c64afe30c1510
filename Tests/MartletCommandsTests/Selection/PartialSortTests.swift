import MartletEngine
import Testing

@testable import MartletCommands

@Suite struct PartialSortTests {
    private struct Item: Equatable {
        var key: Int
        var place: Int
    }

    private static func compare(_ a: Item, _ b: Item) -> Int { a.key - b.key }

    private static func items(_ count: Int, keys: UInt64, _ random: inout RandomSource) -> [Item] {
        (0..<count).map { Item(key: Int(random.next() % keys), place: $0) }
    }

    @Test func keepsTheOrderOfEqualElements() {
        var random = RandomSource(seed: 1)
        let items = Self.items(200, keys: 9, &random)
        var sorted = items
        sorted.sortStably(Self.compare)
        let expected = (0..<9).flatMap { key in items.filter { $0.key == key } }
        #expect(sorted == expected)
    }

    /// What is within the range is what a whole sort puts there, and nothing is lost.
    @Test(arguments: [1, 6, 7, 8, 40, 41, 300], [3, 1000] as [UInt64])
    func sortsAPart(count: Int, keys: UInt64) {
        var random = RandomSource(seed: 2)
        for _ in 0..<40 {
            let items = Self.items(count, keys: keys, &random)
            let keysInOrder = items.map(\.key).sorted()
            let first = Int(random.next() % UInt64(count))
            let last = first + Int(random.next() % UInt64(count - first))
            var part = items
            part.sortPart(first...last, Self.compare)
            #expect(part[first...last].map(\.key) == Array(keysInOrder[first...last]))
            #expect(Set(part.map(\.place)).count == count)
        }
    }
}
