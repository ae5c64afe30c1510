import MartletEngine
import Testing

@Suite struct SetObjectTests {
    private static func layout(_ longestIntegers: Int = 20) -> SetLayout {
        var random = RandomSource(seed: 7)
        return SetLayout(longestIntegers: longestIntegers, seed: HashSeed(using: &random))
    }

    private static func members(of set: SetObject) -> [String] {
        var members: [String] = []
        set.forEach { member in
            member.withBytes { bytes in members.append(String(copying: bytes)) }
            return true
        }
        return members
    }

    /// A set and a Swift set that went through the same random changes hold the same.
    @Test(arguments: RandomRuns.repeated([1, 2, 3, 4]))
    func agreesWithASet(seed: UInt64) {
        var random = RandomSource(seed: seed)
        let layout = Self.layout()
        let set = SetObject()
        var model: Set<String> = []
        for step in 0..<2000 {
            let number = Int.random(in: -30...30, using: &random)
            let member = step > 1000 && number < 0 ? "text:\(number)" : "\(number)"
            switch Int(random.next() % 8) {
            case 0..<3:
                #expect(set.insert(member.utf8.span, layout) == model.insert(member).inserted)
            case 3..<6:
                #expect(set.remove(member.utf8.span) == (model.remove(member) != nil))
            case 6 where set.count > 0:
                let drawn = set.removeRandomMember(using: &random) { member in
                    member.withBytes { bytes in String(copying: bytes) }
                }
                #expect(model.remove(drawn) != nil)
            default: #expect(set.contains(member.utf8.span) == model.contains(member))
            }
            set.checkInvariants()
            #expect(set.count == model.count)
        }
        #expect(!set.isIntegers)
        #expect(Set(Self.members(of: set)) == model)
    }

    @Test("Becomes a table by one integer too many, or by a text, and stays one")
    func conversions() {
        let layout = Self.layout(3)
        let set = SetObject()
        for member in ["3", "1", "2", "1"] { _ = set.insert(member.utf8.span, layout) }
        #expect(set.isIntegers)
        #expect(Self.members(of: set) == ["1", "2", "3"])
        _ = set.insert("4".utf8.span, layout)
        #expect(!set.isIntegers)
        for member in ["2", "3", "4"] { #expect(set.remove(member.utf8.span) == true) }
        #expect(Self.members(of: set) == ["1"])
        #expect(!set.isIntegers)

        for member in ["a", "01", "+1", "-0", "9223372036854775808", ""] {
            let other = SetObject()
            _ = other.insert("1".utf8.span, layout)
            _ = other.insert(member.utf8.span, layout)
            #expect(!other.isIntegers, "\(member)")
            #expect(other.count == 2)
        }
        let none = SetObject()
        _ = none.insert("1".utf8.span, Self.layout(0))
        #expect(!none.isIntegers)
    }

    @Test("Draws every member equally often", arguments: [10, 60])
    func draws(count: Int) {
        var random = RandomSource(seed: 5)
        let set = SetObject()
        for number in 0..<count { _ = set.insert("\(number)".utf8.span, Self.layout()) }
        var counts: [String: Int] = [:]
        for _ in 0..<count * 400 {
            set.withRandomMember(using: &random) { member in
                member.withBytes { bytes in counts[String(copying: bytes), default: 0] += 1 }
            }
        }
        #expect(counts.count == count)
        for (member, drawn) in counts { #expect((300...500).contains(drawn), "\(member)") }
    }

    @Test func aCopyIsIndependent() {
        for count in [10, 100] {
            let set = SetObject()
            for number in 0..<count { _ = set.insert("\(number)".utf8.span, Self.layout()) }
            let copy = set.copy()
            #expect(set.remove("5".utf8.span) == true)
            #expect(copy.contains("5".utf8.span) == true)
            #expect(copy.count == count && copy.isIntegers == set.isIntegers)
            copy.checkInvariants()
        }
    }

    @Test("A large set is freed a slice at a time")
    func freesInSlices() {
        let set = SetObject()
        for number in 0..<5000 { _ = set.insert("member:\(number)".utf8.span, Self.layout()) }
        #expect(set.freeEffort == 5000)
        var slices = 1
        while !set.freeSome(500) {
            slices += 1
            #expect(set.count >= 5000 - slices * 510)
        }
        #expect((9...11).contains(slices))
        #expect(SetObject().freeEffort == 1)
        #expect(SetObject().freeSome(1))
    }

    @Test func tellsItsMemory() {
        let set = SetObject()
        for number in 0..<20 { _ = set.insert("\(number)".utf8.span, Self.layout()) }
        let small = set.memoryUsage(samples: 5)
        #expect((50...150).contains(small))
        for number in 20..<2000 { _ = set.insert("\(number)".utf8.span, Self.layout()) }
        let all = set.memoryUsage(samples: 0)
        #expect((2000 * 30...2000 * 60).contains(all))
        #expect(abs(set.memoryUsage(samples: 5) - all) < all / 5)
    }

    @Test("Integers are visited at once, a table's members by and by")
    func scans() {
        let set = SetObject()
        for number in 0..<20 { _ = set.insert("\(number)".utf8.span, Self.layout()) }
        var visited = 0
        #expect(set.scan(from: ScanCursor(rawValue: 99), count: 5) { _ in visited += 1 } == .start)
        #expect(visited == 20)

        for number in 20..<500 { _ = set.insert("\(number)".utf8.span, Self.layout()) }
        var seen: Set<String> = []
        var cursor = ScanCursor.start
        repeat {
            cursor = set.scan(from: cursor, count: 10) { member in
                member.withBytes { bytes in _ = seen.insert(String(copying: bytes)) }
            }
        } while cursor != .start
        #expect(seen.count == 500)
    }
}
