import Testing

@testable import MartletEngine

@Suite struct MemberRangeTests {

    /// A packed set, and a table, find the same ranks as an array.
    @Test(arguments: [0, 128]) func agreesWithArray(mostElements: Int) {
        var random = RandomSource(seed: 5)
        let layout = SortedSetObjectTests.layout(mostElements)
        let set = SortedSetObject()
        for _ in 0..<60 {
            set.set(NaiveScores.member(using: &random, of: 200).span, score: 1, layout)
        }
        let members = SortedSetObjectTests.elements(of: set).map(\.member)
        let places: [MemberBound.Place] = [.least, .greatest, .including, .excluding]
        for _ in 0..<500 {
            let least = NaiveScores.member(using: &random, of: 200)
            let most = NaiveScores.member(using: &random, of: 200)
            let (a, b) = (places[Int(random.next() % 4)], places[Int(random.next() % 4)])
            let range = MemberRange(
                from: MemberBound(a, least.span), to: MemberBound(b, most.span))
            let expected = members.indices.filter { i in
                Self.isAbove(members[i], a, least) && Self.isBelow(members[i], b, most)
            }
            #expect(Array(set.ranks(in: range)) == expected)
            let part = set.ranks(in: range, RangeLimit(offset: 1, count: 3), reversed: true)
            #expect(Array(part) == Array(expected.dropLast().suffix(3)))
        }
    }

    private static func isAbove(
        _ member: [UInt8], _ place: MemberBound.Place, _ bound: [UInt8]
    ) -> Bool {
        switch place {
        case .least: true
        case .greatest: false
        case .including: !member.lexicographicallyPrecedes(bound)
        case .excluding: bound.lexicographicallyPrecedes(member)
        }
    }

    private static func isBelow(
        _ member: [UInt8], _ place: MemberBound.Place, _ bound: [UInt8]
    ) -> Bool {
        switch place {
        case .least: false
        case .greatest: true
        case .including: !bound.lexicographicallyPrecedes(member)
        case .excluding: member.lexicographicallyPrecedes(bound)
        }
    }
}
