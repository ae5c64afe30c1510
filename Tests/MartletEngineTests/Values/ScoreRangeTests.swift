import Testing

@testable import MartletEngine

@Suite struct ScoreRangeTests {
    /// A packed set, and a table, find the same ranks as an array.
    @Test(arguments: [0, 128]) func agreesWithArray(mostElements: Int) {
        var random = RandomSource(seed: 3)
        let layout = SortedSetObjectTests.layout(mostElements)
        let set = SortedSetObject()
        for i in 0..<60 { set.set("m\(i)".utf8.span, score: Double(random.next() % 20), layout) }
        let scores = SortedSetObjectTests.elements(of: set).map(\.score)
        for _ in 0..<500 {
            let (least, most) = (
                Double(random.next() % 44) / 2 - 1, Double(random.next() % 44) / 2 - 1
            )
            let (a, b) = (random.next() % 2 == 0, random.next() % 2 == 0)
            let range = ScoreRange(from: least, excluded: a, to: most, excluded: b)
            let ranks = set.ranks(in: range)
            let expected = scores.indices.filter { i in
                (a ? scores[i] > least : scores[i] >= least)
                    && (b ? scores[i] < most : scores[i] <= most)
            }
            #expect(Array(ranks) == expected)
        }
    }

    @Test(
        arguments: [
            (0, -1, false, 3..<9), (2, 3, false, 5..<8), (2, 3, true, 4..<7), (0, 0, false, 3..<3),
            (6, -1, false, 0..<0), (-1, 5, true, 0..<0), (5, .max, false, 8..<9),
        ] as [(Int, Int, Bool, Range<Int>)])
    func takesAPart(offset: Int, count: Int, reversed: Bool, expected: Range<Int>) {
        #expect(
            RangeLimit(offset: offset, count: count).part(of: 3..<9, reversed: reversed)
                == expected)
    }
}
