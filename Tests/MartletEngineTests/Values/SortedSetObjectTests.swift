import Testing

@testable import MartletEngine

@Suite struct SortedSetObjectTests {
    static func layout(_ mostElements: Int = 128, _ longestMember: Int = 64) -> SortedSetLayout {
        var random = RandomSource(seed: 1)
        return SortedSetLayout(
            mostElements: mostElements, longestMember: longestMember,
            seed: HashSeed(using: &random))
    }

    static func elements(of set: SortedSetObject) -> [NaiveScores.Element] {
        var elements: [NaiveScores.Element] = []
        set.forEach(in: 0..<set.count) { member, score in
            elements.append(.init(member: member.withBytes { [UInt8]($0) }, score: score))
        }
        return elements
    }

    /// A set that packs what it may, and an array, went through the same random changes.
    @Test(arguments: RandomRuns.repeated([(1, 128), (2, 20), (3, 0)]))
    func agreesWithArray(seed: UInt64, mostElements: Int) {
        var random = RandomSource(seed: seed)
        let layout = Self.layout(mostElements, 8)
        let set = SortedSetObject()
        var model = NaiveScores()
        for step in 0..<1200 {
            let member = NaiveScores.member(using: &random, of: step < 800 ? 60 : 300)
            switch random.next() % 6 {
            case 0: #expect(set.remove(member.span) == model.remove(member))
            case 1 where step % 40 == 1 && set.count > 5:
                set.remove(2..<5)
                model.remove(2..<5)
            default:
                let score = Double(random.next() % 9) / 2 - 2
                set.set(member.span, score: score, layout)
                model.set(member, score: score)
            }
            set.checkInvariants()
            let other = NaiveScores.member(using: &random, of: 60)
            #expect(set.rank(of: other.span) == model.rank(of: other))
            #expect(set.score(of: other.span) == model.score(of: other))
        }
        #expect(Self.elements(of: set) == model.elements)
        #expect(Self.elements(of: set.copy()) == model.elements)
    }

    @Test func staysATable() {
        let layout = Self.layout(2)
        let set = SortedSetObject()
        for i in 0..<2 { set.set("m\(i)".utf8.span, score: 1, layout) }
        #expect(set.encodingName.description == "listpack")
        set.set("m2".utf8.span, score: 1, layout)
        #expect(set.encodingName.description == "skiplist")
        set.remove(0..<2)
        #expect(!set.isPacked)
        set.pack(layout)
        #expect(set.isPacked)
        set.checkInvariants()
        set.set(String(repeating: "x", count: 65).utf8.span, score: 1, layout)
        #expect(!set.isPacked)
        set.pack(layout)
        #expect(!set.isPacked)
    }

    /// Zero loses its sign where it is packed, as in Redis.
    @Test func packsScores() {
        let set = SortedSetObject()
        let scores = [-0.0, 0.1, 1e300, -.infinity, 0x1p62, 0x1p63, -1.5, 1e17]
        for score in scores {
            set.set("\(score)".utf8.span, score: score, Self.layout())
            let stored = set.score(of: "\(score)".utf8.span)
            #expect(stored == score && stored?.sign == (score == 0 ? .plus : score.sign))
        }
        set.checkInvariants()
    }

    @Test func scansWhatIsPackedAtOnce() {
        let set = SortedSetObject()
        for i in 0..<100 { set.set("m\(i)".utf8.span, score: 1, Self.layout()) }
        var count = 0
        #expect(set.scan(from: .start, count: 1) { _, _ in count += 1 } == .start)
        #expect(count == 100)
    }

    @Test func tellsItsMemory() {
        let small = SortedSetObject()
        small.set("m".utf8.span, score: 1, Self.layout())
        #expect(small.memoryUsage(samples: 5) < 120)
        let large = SortedSetObject()
        for i in 0..<1000 { large.set("m\(i)".utf8.span, score: 1, Self.layout()) }
        #expect(large.memoryUsage(samples: 5) > 40_000)
        #expect(large.freeEffort == 1000 && small.freeEffort == 1)
        while !large.freeSome(100) {}
    }
}
