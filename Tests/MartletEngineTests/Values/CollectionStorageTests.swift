import MartletEngine
import Testing

/// What stands for a table while the elements are few: told by memory, and by nothing else.
@Suite struct CollectionStorageTests {
    private static func seed() -> HashSeed {
        var random = RandomSource(seed: 9)
        return HashSeed(using: &random)
    }

    private static func set(_ members: [String]) -> SetObject {
        let set = SetObject()
        let layout = SetLayout(longestIntegers: 512, seed: seed())
        for member in members { _ = set.insert(member.utf8.span, layout) }
        return set
    }

    private static func hash(_ pairs: [(String, String)]) -> HashObject {
        let hash = HashObject()
        let layout = HashLayout(mostFields: 3, longestElement: 64, seed: seed())
        for (field, value) in pairs { hash.set(field.utf8.span, value.utf8.span, layout) }
        return hash
    }

    @Test("A set of a few texts takes little memory, and is called a table")
    func fewMembers() {
        let set = Self.set(["alpha", "beta", "gamma"])
        #expect(set.memoryUsage(samples: 0) < 100)
        #expect(set.encodingName.description == "hashtable")
        #expect(set.tableCount == 3)
        #expect(set.freeEffort == 1)
        set.checkInvariants()
    }

    @Test("A member too many, or too much text, makes a table indeed", arguments: [32, 33])
    func manyMembers(count: Int) {
        let set = Self.set((0..<count).map { "m\($0)" })
        #expect(set.count == count)
        #expect((set.freeEffort == 1) == (count <= 32))
        for index in 0..<count { #expect(set.contains("m\(index)".utf8.span) == true) }
        #expect(set.contains("m\(count)".utf8.span) == false)
        let long = Self.set([String(repeating: "x", count: 1100), "y"])
        #expect(long.freeEffort == 2)
        for object in [set, long, set.copy()] { object.checkInvariants() }
    }

    @Test("Integers that a text joins, or that are one too many, are members still")
    func integersBecomeMembers() {
        let layout = SetLayout(longestIntegers: 4, seed: Self.seed())
        for last in ["5", "text"] {
            let set = SetObject()
            for member in ["-70000", "0", "3", "9223372036854775807", last] {
                #expect(set.insert(member.utf8.span, layout) == true)
            }
            #expect(!set.isIntegers)
            for member in ["-70000", "0", "3", "9223372036854775807", last] {
                #expect(set.insert(member.utf8.span, layout) == false)
                #expect(set.contains(member.utf8.span) == true)
            }
            #expect(set.remove("-70000".utf8.span) == true)
            #expect(set.count == 4)
            set.checkInvariants()
        }
    }

    @Test("Every member is drawn once when all are removed by chance")
    func removesByChance() {
        var random = RandomSource(seed: 4)
        let set = Self.set(["a", "1", "b", "22", "c"])
        var drawn: Set<String> = []
        while set.count > 0 {
            set.removeRandomMember(using: &random) { member in
                member.withBytes { bytes in _ = drawn.insert(String(copying: bytes)) }
            }
            set.checkInvariants()
        }
        #expect(drawn == ["a", "1", "b", "22", "c"])
    }

    @Test("A hash of a few long values takes little memory, and is called a table")
    func fewFields() {
        let hash = Self.hash([("a", String(repeating: "x", count: 100)), ("b", "1")])
        #expect(hash.memoryUsage(samples: 0) < 200)
        #expect(hash.encodingName.description == "hashtable")
        #expect(hash.withPacked { _ in true } == nil)
        #expect(hash.tableCount == 2)
        #expect(hash.freeEffort == 1)
        let copy = hash.copy()
        #expect(hash.remove("a".utf8.span) == true)
        #expect(copy.count == 2 && copy.encodingName.description == "hashtable")
        for object in [hash, copy] { object.checkInvariants() }
    }

    @Test("A field too many, or too much text, makes a table indeed", arguments: [16, 17])
    func manyFields(count: Int) {
        let hash = Self.hash((0..<count).map { ("f\($0)", "\($0)") })
        #expect((hash.freeEffort == 1) == (count <= 16))
        for index in 0..<count {
            let value = hash.withValue(of: "f\(index)".utf8.span) { value in
                value?.integer ?? -1
            }
            #expect(value == index)
        }
        let long = Self.hash([("a", String(repeating: "x", count: 2000)), ("b", "1")])
        #expect(long.freeEffort == 2)
        for object in [hash, long] { object.checkInvariants() }
    }
}
