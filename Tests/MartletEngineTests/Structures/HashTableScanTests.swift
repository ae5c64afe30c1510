import Testing

import MartletEngine

@Suite struct HashTableScanTests {
    /// Keys that stay are all visited, although the table grows and shrinks between the calls.
    @Test(arguments: 0..<60 as Range<UInt64>)
    func visitsEveryKeyThatStays(seed: UInt64) {
        var random = RandomSource(seed: seed)
        var table = HashTable(seed: HashSeed(using: &random))
        let staying = Int(random.next() % 300) + 1
        let most = Int(random.next() % 6000) + 1
        for i in 0..<staying { table.set("old:\(i)".utf8.span, integer: i) }
        var others = 0
        if random.next() % 2 == 0 { grow(&table, &others, by: most) }

        var visited: Set<Int> = []
        var cursor = ScanCursor.start
        var calls = 0
        repeat {
            cursor = table.scan(from: cursor, count: Int(random.next() % 20) + 1) { entry in
                visited.insert(entry.integer)
            }
            // A client sends the cursor as a number.
            cursor = ScanCursor(rawValue: cursor.rawValue)
            calls += 1
            switch random.next() % 12 {
            case 0 where calls < 200: grow(&table, &others, by: Int(random.next() % UInt64(most)))
            case 1...2:
                for _ in 0..<Int(random.next() % UInt64(most)) where others > 0 {
                    others -= 1
                    _ = table.remove("new:\(others)".utf8.span)
                }
            default: break
            }
        } while cursor != .start

        #expect(visited.isSuperset(of: 0..<staying))
        table.checkInvariants()
    }

    private func grow(_ table: inout HashTable, _ others: inout Int, by count: Int) {
        for _ in 0..<count where others < 8000 {
            table.set("new:\(others)".utf8.span, integer: 10_000 + others)
            others += 1
        }
    }

    @Test func visitsAboutAsManyAsAsked() {
        var table = HashTable(seed: HashSeed())
        for i in 0..<10_000 { table.set("key:\(i)".utf8.span, integer: i) }
        var visited: [Int] = []
        _ = table.scan(from: .start, count: 100) { visited.append($0.integer) }
        #expect((100..<110).contains(visited.count))
        visited = []
        #expect(table.scan(from: .start, count: .max) { visited.append($0.integer) } == .start)
        #expect(visited.sorted() == Array(0..<10_000))
    }

    /// Any number that a client makes up is a cursor.
    @Test func acceptsAnyCursor() {
        var random = RandomSource(seed: 5)
        var table = HashTable(seed: HashSeed(using: &random))
        for i in 0..<2000 { table.set("key:\(i)".utf8.span, integer: i) }
        for _ in 0..<1000 {
            var cursor = ScanCursor(rawValue: random.next() >> (random.next() % 64))
            var calls = 0
            repeat {
                cursor = table.scan(from: cursor, count: 50) { _ in }
                calls += 1
            } while cursor != .start && calls < 1000
            #expect(cursor == .start)
        }
        _ = table.scan(from: ScanCursor(rawValue: .max), count: .max) { _ in }
    }

    @Test func drawsEveryEntryAlike() {
        var random = RandomSource(seed: 6)
        var table = HashTable(seed: HashSeed(using: &random))
        // Some segments are split and others aren't.
        for i in 0..<500 { table.set("key:\(i)".utf8.span, integer: i) }
        var draws = [Int](repeating: 0, count: 500)
        for _ in 0..<50_000 {
            if let integer = table.randomEntry(using: &random)?.integer { draws[integer] += 1 }
        }
        #expect(draws.reduce(0, +) == 50_000)
        // The mean is 100, the standard deviation 10.
        #expect((draws.min() ?? 0) > 50)
        #expect((draws.max() ?? 0) < 150)
    }

    @Test func drawsFromANearlyEmptyTable() {
        var random = RandomSource(seed: 7)
        var table = HashTable(seed: HashSeed(using: &random))
        #expect(table.randomEntry(using: &random)?.integer == nil)
        table.set("only".utf8.span, integer: 1)
        for _ in 0..<100 { #expect(table.randomEntry(using: &random)?.integer == 1) }
    }
}
