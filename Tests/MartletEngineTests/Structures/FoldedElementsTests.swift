import Testing

@testable import MartletEngine

@Suite struct FoldedElementsTests {
    private static let seed = HashSeed()

    private static func folds(_ set: SetObject) -> Bool {
        set.fold() != nil
    }

    @Test("Elements are the same after they were folded, copied and unfolded")
    func comesBack() {
        let set = SetObject()
        let layout = SetLayout(longestIntegers: 8, seed: Self.seed)
        for number in 0..<5 { _ = set.insert("\(number * 1000)".utf8.span, layout) }
        guard let folded = set.fold() else {
            Issue.record("the set wasn't folded")
            return
        }
        folded.checkInvariants()
        #expect(folded.memoryUsage > 0)
        let twin = SetObject.unfolded(folded.copy())
        set.unfold(folded)
        for object in [set, twin] {
            #expect(object.count == 5 && object.isIntegers)
            #expect(object.contains("4000".utf8.span) == true)
            object.checkInvariants()
        }
    }

    @Test("An empty set of integers, and a table, can't be folded")
    func refuses() {
        let empty = SetObject()
        #expect(!empty.isSmall && !Self.folds(empty))
        let table = SetObject()
        let layout = SetLayout(longestIntegers: 1, seed: Self.seed)
        for number in 0..<100 { _ = table.insert("\(number)".utf8.span, layout) }
        #expect(!table.isSmall && !Self.folds(table))
        #expect(table.count == 100)
    }

    @Test("Each form of a packed list keeps its name")
    func keepsForm() {
        let layout = HashLayout(mostFields: 8, longestElement: 4, seed: Self.seed)
        for (value, name) in [("v", "listpack"), ("long value", "hashtable")] {
            let hash = HashObject()
            hash.set("f".utf8.span, value.utf8.span, layout)
            guard let folded = hash.fold() else {
                Issue.record("the hash wasn't folded")
                continue
            }
            #expect(HashObject.unfolded(folded).encodingName.description == name)
        }
    }
}
