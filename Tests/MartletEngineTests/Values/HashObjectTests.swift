import MartletEngine
import Testing

@Suite struct HashObjectTests {
    private static func layout(_ mostFields: Int = 20, _ longestElement: Int = 30) -> HashLayout {
        var random = RandomSource(seed: 7)
        return HashLayout(
            mostFields: mostFields, longestElement: longestElement,
            seed: HashSeed(using: &random))
    }

    private static func text(_ string: StringView) -> String {
        string.withBytes { bytes in String(copying: bytes) }
    }

    private static func pairs(of hash: HashObject) -> [[String]] {
        var pairs: [[String]] = []
        hash.forEach { field, value in
            pairs.append([text(field), text(value)])
            return true
        }
        return pairs
    }

    private static func value(of field: String, in hash: HashObject) -> String? {
        hash.withValue(of: field.utf8.span) { value in
            if let value { text(value) } else { nil }
        }
    }

    /// A hash and a dictionary that went through the same random changes hold the same.
    @Test(arguments: RandomRuns.repeated([1, 2, 3, 4]))
    func agreesWithADictionary(seed: UInt64) {
        var random = RandomSource(seed: seed)
        let hash = HashObject()
        var model: [String: String] = [:]
        for step in 0..<2000 {
            // First few fields, then many; the values grow longer than a packed list may have.
            let field = "\(Int.random(in: 0...(step < 1000 ? 18 : 60), using: &random))"
            let length = step < 500 ? 30 : 5000
            let value =
                random.next() % 2 == 0
                ? "\(Int(truncatingIfNeeded: random.next()))"
                : String(repeating: "v", count: Int.random(in: 0...length, using: &random))
            switch Int(random.next() % 8) {
            case 0..<4:
                let isNew = model.updateValue(value, forKey: field) == nil
                #expect(hash.set(field.utf8.span, value.utf8.span, Self.layout()) == isNew)
            case 4..<6:
                #expect(hash.remove(field.utf8.span) == (model.removeValue(forKey: field) != nil))
            case 6 where hash.count > 0:
                let drawn = hash.withRandomPair(using: &random) { field, value in
                    [Self.text(field), Self.text(value)]
                }
                #expect(model[drawn[0]] == drawn[1])
            default: #expect(Self.value(of: field, in: hash) == model[field])
            }
            hash.checkInvariants()
            #expect(hash.count == model.count)
        }
        #expect(!hash.isPacked)
        #expect(
            Dictionary(uniqueKeysWithValues: Self.pairs(of: hash).map { ($0[0], $0[1]) }) == model)
    }

    @Test("A packed hash keeps the order in which fields came")
    func order() {
        let hash = HashObject()
        for (field, value) in [("b", "1"), ("a", "two"), ("c", "3")] {
            hash.set(field.utf8.span, value.utf8.span, Self.layout())
        }
        #expect(hash.set("b".utf8.span, "longer than it was".utf8.span, Self.layout()) == false)
        #expect(Self.pairs(of: hash) == [["b", "longer than it was"], ["a", "two"], ["c", "3"]])
        #expect(hash.remove("a".utf8.span) == true)
        hash.set("a".utf8.span, "last".utf8.span, Self.layout())
        #expect(Self.pairs(of: hash).map { $0[0] } == ["b", "c", "a"])
    }

    @Test("A value that equals a field isn't taken for it")
    func valuesAreNoFields() {
        let hash = HashObject()
        hash.set("a".utf8.span, "b".utf8.span, Self.layout())
        hash.set("1".utf8.span, "2".utf8.span, Self.layout())
        for field in ["b", "2"] { #expect(hash.contains(field.utf8.span) == false) }
        #expect(hash.remove("b".utf8.span) == false)
        for field in ["a", "1"] { #expect(hash.contains(field.utf8.span) == true) }
    }

    @Test("Becomes a table by a field too many or too long, or a value, and stays one")
    func conversions() {
        let short = "12345", long = "123456"
        for (field, value) in [(long, "v"), ("f", long)] {
            let hash = HashObject()
            hash.set(short.utf8.span, short.utf8.span, Self.layout(3, 5))
            #expect(hash.isPacked)
            hash.set(field.utf8.span, value.utf8.span, Self.layout(3, 5))
            #expect(!hash.isPacked)
            #expect(hash.remove(field.utf8.span) == true)
            #expect(!hash.isPacked)
            #expect(Self.pairs(of: hash) == [[short, short]])
        }
        let hash = HashObject()
        for field in ["a", "b", "c"] { hash.set(field.utf8.span, "v".utf8.span, Self.layout(3)) }
        #expect(hash.isPacked)
        hash.set("c".utf8.span, "w".utf8.span, Self.layout(2))
        #expect(!hash.isPacked)
        #expect(Set(Self.pairs(of: hash).map { $0[1] }) == ["v", "w"])
    }

    @Test func aCopyIsIndependent() {
        for count in [10, 100] {
            let hash = HashObject()
            for number in 0..<count {
                hash.set("\(number)".utf8.span, "v".utf8.span, Self.layout())
            }
            let copy = hash.copy()
            hash.set("5".utf8.span, "w".utf8.span, Self.layout())
            #expect(Self.value(of: "5", in: copy) == "v")
            #expect(copy.count == count && copy.isPacked == hash.isPacked)
            copy.checkInvariants()
        }
    }

    @Test("A blob becomes the value of a table's field, and is copied into a packed list")
    func adopts() {
        let blob = Blob(copying: String(repeating: "x", count: 100).utf8.span)
        let table = HashObject()
        #expect(table.set("f".utf8.span, adopting: blob, Self.layout()) == true)
        #expect(table.set("f".utf8.span, adopting: blob, Self.layout()) == false)
        #expect(!table.isPacked)
        let packed = HashObject()
        #expect(packed.set("f".utf8.span, adopting: blob, Self.layout(5, 100)) == true)
        #expect(packed.isPacked)
        for hash in [table, packed] {
            #expect(Self.value(of: "f", in: hash)?.utf8.count == 100)
            hash.checkInvariants()
        }
    }

    @Test("A large hash is freed a slice at a time")
    func freesInSlices() {
        let hash = HashObject()
        for number in 0..<5000 {
            hash.set("field:\(number)".utf8.span, "v".utf8.span, Self.layout())
        }
        #expect(hash.freeEffort == 5000)
        var slices = 1
        while !hash.freeSome(500) { slices += 1 }
        #expect((9...11).contains(slices))
        #expect(HashObject().freeEffort == 1)
        #expect(HashObject().freeSome(1))
    }

    @Test func tellsItsMemory() {
        let hash = HashObject()
        for number in 0..<20 { hash.set("\(number)".utf8.span, "v".utf8.span, Self.layout()) }
        #expect((100...250).contains(hash.memoryUsage(samples: 5)))
        for number in 20..<2000 { hash.set("\(number)".utf8.span, "v".utf8.span, Self.layout()) }
        let all = hash.memoryUsage(samples: 0)
        #expect((2000 * 35...2000 * 65).contains(all))
        #expect(abs(hash.memoryUsage(samples: 5) - all) < all / 5)
    }

    @Test("The packed list is there to be dumped, and a hash is made of one")
    func payload() {
        let hash = HashObject()
        hash.set("a".utf8.span, "1".utf8.span, Self.layout())
        let payload = hash.withPacked { packed in [UInt8](packed.bytes) } ?? []
        #expect(payload == [12, 0, 0, 0, 2, 0, 0x81, 97, 2, 1, 1, 255])
        let table = HashObject()
        table.convert(seed: Self.layout().seed)
        #expect(table.withPacked { _ in true } == nil)
        guard let packed = PackedList(validating: payload.span) else {
            Issue.record("the payload is no packed list")
            return
        }
        #expect(Self.pairs(of: HashObject(packed)) == [["a", "1"]])
    }
}
