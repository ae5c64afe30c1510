import Testing

@testable import MartletEngine

/// Elements in a sorted array: what a sorted set is, done naively.
struct NaiveScores {
    struct Element: Equatable {
        var member: [UInt8]
        var score: Double

        func precedes(_ other: Element) -> Bool {
            score != other.score
                ? score < other.score : member.lexicographicallyPrecedes(other.member)
        }
    }

    private(set) var elements: [Element] = []

    func score(of member: [UInt8]) -> Double? {
        elements.first { $0.member == member }?.score
    }

    func rank(of member: [UInt8]) -> Int? {
        elements.firstIndex { $0.member == member }
    }

    mutating func set(_ member: [UInt8], score: Double) {
        guard self.score(of: member) != score else { return }
        remove(member)
        let element = Element(member: member, score: score)
        elements.insert(element, at: elements.firstIndex { element.precedes($0) } ?? elements.count)
    }

    @discardableResult
    mutating func remove(_ member: [UInt8]) -> Bool {
        let count = elements.count
        elements.removeAll { $0.member == member }
        return elements.count != count
    }

    mutating func remove(_ ranks: Range<Int>) {
        elements.removeSubrange(ranks)
    }

    /// A member of a few bytes, or of some more.
    static func member(using random: inout RandomSource, of count: UInt64) -> [UInt8] {
        let number = random.next() % count
        return Array((number % 3 == 0 ? "\(number)" : "member:\(number)").utf8)
    }
}

@Suite struct ScoreTableTests {
    private static let seed: HashSeed = {
        var random = RandomSource(seed: 1)
        return HashSeed(using: &random)
    }()

    private static func elements(of table: borrowing ScoreTable) -> [NaiveScores.Element] {
        var elements: [NaiveScores.Element] = []
        table.forEach(in: 0..<table.count) { member, score in
            elements.append(.init(member: [UInt8](member), score: score))
        }
        return elements
    }

    /// A table and an array that went through the same random changes hold the same.
    @Test(arguments: RandomRuns.repeated([(1, 3), (2, 40), (3, 100_000)]))
    func agreesWithArray(seed: UInt64, scores: UInt64) {
        var random = RandomSource(seed: seed)
        var table = ScoreTable(seed: Self.seed)
        var model = NaiveScores()
        for step in 0..<1500 {
            let member = NaiveScores.member(using: &random, of: 700)
            switch random.next() % 8 {
            case 0...(step < 900 ? 0 : 4):
                #expect(table.remove(member.span) == model.remove(member))
            case 7 where step % 30 == 7 && table.count > 4:
                let first = Int(random.next() % UInt64(table.count - 4))
                table.remove(first..<first + 4)
                model.remove(first..<first + 4)
            default:
                let score = Double(random.next() % scores) / 4
                table.update(member.span) { old in
                    #expect(old == model.score(of: member))
                    return score
                }
                model.set(member, score: score)
            }
            table.checkInvariants()
            let other = NaiveScores.member(using: &random, of: 700)
            #expect(table.rank(of: other.span) == model.rank(of: other))
            #expect(table.score(of: other.span) == model.score(of: other))
        }
        #expect(Self.elements(of: table) == model.elements)
    }

    @Test(arguments: [0, 1, 2]) func growsThreeLevels(order: Int) {
        var random = RandomSource(seed: 9)
        var table = ScoreTable(seed: Self.seed)
        let count = 20_000
        for i in 0..<count {
            let score = order == 0 ? Double(i) : order == 1 ? -Double(i) : 0
            table.update("m\(i * 7919 % count)".utf8.span) { _ in score }
        }
        table.checkInvariants()
        let copy = table.copy()
        for i in (0..<count).shuffled(using: &random) {
            #expect(table.remove("m\(i)".utf8.span) == true)
        }
        table.checkInvariants()
        #expect(table.count == 0)
        copy.checkInvariants()
        #expect(copy.count == count)
    }

    /// Parts of any length are removed as an array removes them.
    @Test(arguments: RandomRuns.repeated([4, 5])) func removesParts(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var table = ScoreTable(seed: Self.seed)
        var model: [NaiveScores.Element] = []
        var next = 0
        for _ in 0..<25 {
            for _ in 0..<random.next() % 2500 {
                let member = Array("m\(next)".utf8)
                let score = Double(random.next() % 1000)
                next += 1
                table.update(member.span) { _ in score }
                model.append(.init(member: member, score: score))
            }
            model.sort { $0.precedes($1) }
            let first = Int(random.next() % UInt64(model.count + 1))
            let most = (model.count - first) / (random.next() % 3 == 0 ? 1 : 8)
            let ranks = first..<first + Int(random.next() % UInt64(most + 1))
            table.remove(ranks)
            model.removeSubrange(ranks)
            table.checkInvariants()
            #expect(Self.elements(of: table) == model)
        }
        table.remove(0..<table.count)
        table.checkInvariants()
        #expect(table.count == 0)
    }

    @Test func walksBothWays() {
        var table = ScoreTable(seed: Self.seed)
        for i in 0..<500 { table.update("m\(i)".utf8.span) { _ in Double(i) } }
        for (ranks, reversed) in [
            (0..<500, false), (63..<130, true), (7..<7, true), (499..<500, false),
        ] {
            var scores: [Double] = []
            table.forEach(in: ranks, reversed: reversed) { scores.append($1) }
            let expected = ranks.map(Double.init)
            #expect(scores == (reversed ? expected.reversed() : expected))
        }
        #expect(table.partition { $1 < 77.5 } == 78)
    }

    @Test func isMadeOfMembers() {
        var members = HashTable(seed: Self.seed)
        for i in 0..<300 {
            members.set("m\(i)".utf8.span, integer: Int(bitPattern: UInt(Double(i % 7).bitPattern)))
        }
        let table = ScoreTable(members: members)
        table.checkInvariants()
        #expect(table.count == 300)
        #expect(table.score(of: "m9".utf8.span) == 2)
    }

    @Test func isScanned() {
        var table = ScoreTable(seed: Self.seed)
        for i in 0..<500 { table.update("m\(i)".utf8.span) { _ in Double(i) } }
        var seen: Set<Double> = []
        var cursor = ScanCursor.start
        repeat {
            cursor = table.scan(from: cursor, count: 10) { seen.insert($1) }
        } while cursor != .start
        #expect(seen.count == 500)
    }

    @Test func isFreedInSlices() {
        var table = ScoreTable(seed: Self.seed)
        for i in 0..<9000 { table.update("m\(i)".utf8.span) { _ in Double(i) } }
        #expect(table.memoryUsage(samples: 0) > 9000 * 40)
        var slices = 0
        while !table.freeSome(200) { slices += 1 }
        #expect(slices > 40)
    }
}
