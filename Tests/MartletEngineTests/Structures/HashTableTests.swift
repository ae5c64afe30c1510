import Testing

import MartletEngine

@Suite struct HashTableTests {
    /// A table and a dictionary that went through the same random changes hold the same.
    @Test(arguments: RandomRuns.repeated([1, 2, 3]))
    func agreesWithDictionary(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var table = HashTable(seed: HashSeed(using: &random))
        var model: [String: Int] = [:]

        for step in 0..<1500 {
            // The table grows first, then shrinks.
            let removes = step < 1000 ? 1 : 9
            let key = "key:\(random.next() % 900)"
            switch Int(random.next() % 10) {
            case ..<removes:
                #expect(table.remove(key.utf8.span) == (model.removeValue(forKey: key) != nil))
            case 9:
                #expect(table.find(key.utf8.span)?.integer == model[key])
            default:
                let isNew = model.updateValue(step, forKey: key) == nil
                #expect(table.set(key.utf8.span, integer: step) == isNew)
            }
            table.checkInvariants()
        }
        #expect(table.count == model.count)
        var found: [String: Int] = [:]
        table.forEach { entry in
            found[String(copying: entry.key)] = entry.integer
            return true
        }
        #expect(found == model)
    }

    /// In a small table with many removals, blocks that overflowed are still found.
    @Test func countsWhatOverflowed() {
        var random = RandomSource(seed: 4)
        var table = HashTable(seed: HashSeed(using: &random))
        for step in 0..<20_000 {
            let key = "\(random.next() % 24)"
            if random.next() % 2 == 0 {
                table.set(key.utf8.span, integer: step)
            } else {
                _ = table.remove(key.utf8.span)
            }
            table.checkInvariants()
        }
    }

    @Test func overwritesInPlaceOrMoves() {
        var table = HashTable(seed: HashSeed())
        let key = "greeting"
        for count in [5, 2, 0, 400, 4096, 4097, 100_000, 3] {
            let text = String(repeating: "x", count: count)
            table.set(key.utf8.span, bytes: text.utf8.span)
            guard let entry = table.find(key.utf8.span) else {
                Issue.record("\(key) is missing")
                return
            }
            #expect(String(copying: entry.bytes) == text)
            #expect(entry.kind == (count > 4096 ? .blob : .bytes))
        }
        #expect(table.count == 1)
    }

    @Test func emptyKeysAndValues() {
        var table = HashTable(seed: HashSeed())
        table.set("".utf8.span, bytes: "".utf8.span)
        #expect(table.find("".utf8.span)?.bytes.count == 0)
        #expect(table.remove("".utf8.span) == true)
        table.checkInvariants()
    }

    @Test func aCopyIsIndependent() {
        var table = HashTable(seed: HashSeed())
        for i in 0..<3000 { table.set("key:\(i)".utf8.span, integer: i) }
        table.set("long".utf8.span, bytes: String(repeating: "x", count: 5000).utf8.span)
        let box = Box()
        table.set("object".utf8.span, object: box)
        let copy = table.copy()
        copy.checkInvariants()

        for i in 0..<3000 { _ = table.remove("key:\(i)".utf8.span) }
        box.number = 2
        _ = table.editString(at: "long".utf8.span, usage: 0, newCount: { $0 }) { bytes, _ in
            bytes[0] = UInt8(ascii: "y")
        }
        #expect(copy.count == 3002)
        for i in 0..<3000 { #expect(copy.find("key:\(i)".utf8.span)?.integer == i) }
        #expect(copy.find("long".utf8.span)?.bytes[0] == UInt8(ascii: "x"))
        #expect(copy.find("object".utf8.span)?.object(as: Box.self)?.number == 1)
        #expect(table.find("long".utf8.span)?.bytes[0] == UInt8(ascii: "y"))
    }

    @Test func releasesItsObjects() {
        weak var box: Box?
        do {
            var table = HashTable(seed: HashSeed())
            let object = Box()
            box = object
            table.set("object".utf8.span, object: object)
        }
        #expect(box == nil)
    }
}

/// An object as a key may hold one.
final class Box: StoredObject {
    static let kind = ValueKind.list
    let encodingName: StaticString = "quicklist"
    var number = 1
    var freeEffort = 1
    var elements = 0

    func copy() -> Self {
        Self(number)
    }

    init(_ number: Int = 1) {
        self.number = number
    }

    func freeSome(_ limit: Int) -> Bool {
        elements -= min(limit, elements)
        return elements == 0
    }
}
