import Testing

import MartletEngine

/// Small collections lie in their entries without an object but for the one that was used last:
/// which nothing shows but memory.
@Suite struct ObjectLoanTests {
    private static let seed = HashSeed()
    private static let hashLayout = HashLayout(mostFields: 8, longestElement: 16, seed: seed)
    private static let setLayout = SetLayout(longestIntegers: 4, seed: seed)
    private static let scoreLayout = SortedSetLayout(
        mostElements: 6, longestMember: 16, seed: seed)

    private static func key(_ number: Int) -> [UInt8] { Array("key:\(number)".utf8) }

    private static func foldedCount(_ keyspace: borrowing Keyspace) -> Int {
        var count = 0
        keyspace.forEachStored { entry in if entry.isFolded { count += 1 } }
        return count
    }

    private static func makeHash(at key: [UInt8], in keyspace: inout Keyspace) {
        let hash = HashObject()
        hash.set("field".utf8.span, "value".utf8.span, hashLayout)
        keyspace.store(hash, at: key.span)
    }

    @Test("All but the object that was used last are folded")
    func foldsAllButOne() throws {
        var keyspace = Keyspace()
        for number in 0..<10 { Self.makeHash(at: Self.key(number), in: &keyspace) }
        #expect(Self.foldedCount(keyspace) == 9)
        let hash: HashObject? = try keyspace.object(at: Self.key(3).span, .write)
        #expect(hash?.count == 1)
        let again: HashObject? = try keyspace.object(at: Self.key(3).span, .write)
        #expect(hash === again)
        keyspace.checkInvariants()
    }

    @Test("An object that gets its elements after it was stored is folded too")
    func foldsWhatWasStoredEmpty() {
        var keyspace = Keyspace()
        for number in 0..<3 {
            let set = SetObject()
            keyspace.store(set, at: Self.key(number).span)
            _ = set.insert("1".utf8.span, Self.setLayout)
        }
        #expect(Self.foldedCount(keyspace) == 2)
    }

    @Test("Objects in use are left alone, and folded once they are used again")
    func usedObjectsStay() throws {
        var keyspace = Keyspace()
        for number in 0..<4 { Self.makeHash(at: Self.key(number), in: &keyspace) }
        try withExtendedLifetime(
            (0..<4).map { number in
                let hash: HashObject? = try keyspace.object(at: Self.key(number).span, .write)
                return hash
            }
        ) { held in
            #expect(Self.foldedCount(keyspace) == 0)
            for hash in held {
                hash?.set("other".utf8.span, "1".utf8.span, Self.hashLayout)
                #expect(hash?.count == 2)
            }
        }
        for number in 0..<4 {
            let hash: HashObject? = try keyspace.object(at: Self.key(number).span, .read)
            #expect(hash?.count == 2)
        }
        #expect(Self.foldedCount(keyspace) == 3)
    }

    @Test("What a view shows of a folded object is a copy")
    func viewsShowCopies() throws {
        var keyspace = Keyspace()
        for number in 0..<2 { Self.makeHash(at: Self.key(number), in: &keyspace) }
        guard let entry = keyspace.storedEntry(at: Self.key(0).span) else {
            Issue.record("the key is gone")
            return
        }
        let isFolded = entry.isFolded
        let (set, hash) = (entry.object(as: SetObject.self), entry.object(as: HashObject.self))
        hash?.set("x".utf8.span, "y".utf8.span, Self.hashLayout)
        let (count, name) = (
            entry.object(as: HashObject.self)?.count, entry.storedObject?.encodingName
        )
        let (size, isStillFolded) = (entry.memoryUsage(samples: 0), entry.isFolded)
        #expect(isFolded && isStillFolded && set == nil)
        #expect(hash?.count == 2 && count == 1 && name?.description == "listpack")
        #expect(size > 0)
    }

    @Test("An object that outgrew its entry, or whose key is gone, isn't folded")
    func goneAndGrown() throws {
        var keyspace = Keyspace()
        Self.makeHash(at: Self.key(0), in: &keyspace)
        let hash: HashObject? = try keyspace.object(at: Self.key(0).span, .write)
        for number in 0..<100 {
            hash?.set(Self.key(number).span, "1".utf8.span, Self.hashLayout)
        }
        Self.makeHash(at: Self.key(1), in: &keyspace)
        #expect(Self.foldedCount(keyspace) == 0)
        #expect(keyspace.remove(Self.key(1).span) == true)
        Self.makeHash(at: Self.key(2), in: &keyspace)
        Self.makeHash(at: Self.key(3), in: &keyspace)
        #expect(hash?.count == 101)
        #expect(Self.foldedCount(keyspace) == 1)
        keyspace.checkInvariants()
    }

    /// What a key holds, as text.
    private static func contents(of key: [UInt8], in keyspace: borrowing Keyspace) -> [String]? {
        guard let entry = keyspace.storedEntry(at: key.span) else { return nil }
        var elements: [String] = []
        if let hash = entry.object(as: HashObject.self) {
            hash.forEach { field, value in
                elements.append("\(text(field))=\(text(value))")
                return true
            }
        } else if let set = entry.object(as: SetObject.self) {
            set.forEach { member in
                elements.append(text(member))
                return true
            }
        } else if let set = entry.object(as: SortedSetObject.self) {
            set.forEach(in: 0..<set.count) { member, score in
                elements.append("\(member.withBytes { String(copying: $0) }):\(score)")
            }
        }
        return elements.sorted()
    }

    private static func text(_ view: StringView) -> String {
        view.withBytes { bytes in String(copying: bytes) }
    }

    /// Adds an element to what a key of one of three kinds holds; returns it as text.
    private static func add(
        _ kind: Int, _ element: Int, at key: [UInt8], in keyspace: inout Keyspace
    ) throws -> String {
        let text = "e\(element)"
        switch kind {
        case 0:
            let found: HashObject? = try keyspace.object(at: key.span, .write)
            let hash = found ?? HashObject()
            hash.set(text.utf8.span, "1".utf8.span, hashLayout)
            if found == nil { keyspace.store(hash, at: key.span) }
            return "\(text)=1"
        case 1:
            let found: SetObject? = try keyspace.object(at: key.span, .write)
            let set = found ?? SetObject()
            let member = element % 3 == 0 ? "\(element)" : text
            _ = set.insert(member.utf8.span, setLayout)
            if found == nil { keyspace.store(set, at: key.span) }
            return member
        default:
            let found: SortedSetObject? = try keyspace.object(at: key.span, .write)
            let set = found ?? SortedSetObject()
            set.set(text.utf8.span, score: Double(element), scoreLayout)
            if found == nil { keyspace.store(set, at: key.span) }
            return "\(text):\(Double(element))"
        }
    }

    @Test(
        "Whatever happens to the keys, their elements are those of a model",
        arguments: RandomRuns.repeated([1, 2, 3, 4]))
    func randomRun(seed: UInt64) throws {
        var random = RandomSource(seed: seed)
        var keyspace = Keyspace()
        var model: [Int: Set<String>] = [:]
        for step in 0..<4000 {
            // The kind of a key is that of its number, so that no command meets another type.
            let number = Int.random(in: 0..<24, using: &random)
            let key = Self.key(number)
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                #expect(keyspace.remove(key.span) == (model.removeValue(forKey: number) != nil))
            case 1:
                let other = (number + 3) % 24
                #expect(
                    keyspace.rename(key.span, to: Self.key(other).span) == (model[number] != nil))
                if let elements = model.removeValue(forKey: number) { model[other] = elements }
            case 2:
                let other = (number + 6) % 24
                #expect(keyspace.copy(key.span, to: Self.key(other).span) == (model[number] != nil))
                if let elements = model[number] { model[other] = elements }
            default:
                let element = Int.random(in: 0..<12, using: &random)
                let text = try Self.add(number % 3, element, at: key, in: &keyspace)
                model[number, default: []].insert(text)
            }
            guard step % 16 == 0 else { continue }
            keyspace.checkInvariants()
            for number in 0..<24 {
                let contents = Self.contents(of: Self.key(number), in: keyspace)
                #expect(contents == model[number]?.sorted())
            }
        }
    }
}
