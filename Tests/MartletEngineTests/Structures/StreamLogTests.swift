import Testing

@testable import MartletEngine

@Suite struct StreamLogTests {
    /// Fields and values of an entry, as words.
    private struct Entry: Equatable {
        let id: StreamID
        let words: [String]
    }

    /// A log, and the same as a plain array.
    private struct Pair: ~Copyable {
        var log = StreamLog()
        var model: [Entry] = []
        var last = StreamID.zero
        var greatestDeleted = StreamID.zero

        mutating func append(_ id: StreamID, _ words: [String], _ limit: StreamLog.NodeLimit) {
            var list = ArgumentList()
            for word in words { list.append(word.utf8.span) }
            let isDone = log.append(id, list.arguments.cursor(from: 0), limit)
            #expect(isDone)
            model.append(Entry(id: id, words: words))
            last = id
        }

        mutating func remove(_ id: StreamID) {
            let index = model.firstIndex { $0.id == id }
            let isRemoved = log.remove(id)
            #expect(isRemoved == (index != nil))
            guard let index else { return }
            model.remove(at: index)
            greatestDeleted = max(greatestDeleted, id)
        }

        mutating func trim(_ trim: StreamTrim) {
            let count = log.trim(trim)
            if !trim.isApproximate {
                let kept: [Entry] =
                    switch trim.goal {
                    case .count(let most): Array(model.suffix(most))
                    case .id(let first): model.filter { $0.id >= first }
                    }
                #expect(count == model.count - kept.count)
            }
            model.removeFirst(count)
            if let limit = trim.limit { #expect(count <= limit) }
        }

        func check() {
            log.checkInvariants()
            #expect(log.count == model.count)
            #expect(log.firstID == model.first?.id ?? .zero)
            #expect(log.lastEntryID == model.last?.id ?? .zero)
            #expect(log.lastID == last)
            #expect(log.greatestDeletedID == greatestDeleted)
        }

        func checkRange(_ first: StreamID, _ last: StreamID) {
            var (found, back): ([Entry], [Entry]) = ([], [])
            log.forEach(from: first, through: last) { entry in
                found.append(StreamLogTests.read(entry))
                return true
            }
            log.forEachReversed(from: last, through: first) { entry in
                back.append(StreamLogTests.read(entry))
                return true
            }
            let wanted = model.filter { $0.id >= first && $0.id <= last }
            #expect(found == wanted)
            #expect(back == wanted.reversed())
        }
    }

    private static func read(_ entry: borrowing StreamEntryView) -> Entry {
        var words: [String] = []
        entry.forEachField { field, value in
            words.append(field.withBytes { String(copying: $0) })
            words.append(value.withBytes { String(copying: $0) })
        }
        return Entry(id: entry.id, words: words)
    }

    @Test(arguments: [(1, 4096, 100), (2, 300, 0), (3, 0, 3), (4, 4096, 1)])
    func agreesWithArray(seed: UInt64, bytes: Int, entries: Int) {
        var random = SplitMix(state: seed)
        let limit = StreamLog.NodeLimit(bytes: bytes, entries: entries)
        var pair = Pair()
        for step in 0..<1500 {
            let any = StreamID(random.next() % (pair.last.time + 2), random.next() % 3)
            switch random.next() % 16 {
            case 0..<9:
                let id =
                    random.next() % 3 > 0
                    ? StreamID(pair.last.time + 1 + random.next() % 2, random.next() % 3)
                    : pair.last.next ?? .greatest
                let words =
                    random.next() % 4 > 0
                    ? ["a", "\(step)", "b", "x"] : (0..<2 * (1 + step % 3)).map { "w\($0)" }
                pair.append(id, words, limit)
            case 9, 10: pair.remove(any)
            case 11: pair.remove(pair.model.randomElement(using: &random)?.id ?? any)
            case 12:
                var trim = StreamTrim(
                    random.next() % 2 == 0 ? .id(any) : .count(Int(random.next() % 200)))
                trim.isApproximate = random.next() % 2 == 0
                if trim.isApproximate, step % 3 == 0 { trim.limit = 10 }
                pair.trim(trim)
            default:
                let other = StreamID(random.next() % (pair.last.time + 2), random.next() % 3)
                pair.checkRange(min(any, other), max(any, other))
            }
            pair.check()
        }
        pair.checkRange(.zero, .greatest)
        let copy = pair.log.copy()
        copy.checkInvariants()
        #expect(copy.count == pair.log.count)
        while !pair.log.freeSome(3) {}
        #expect(pair.log.nodeCount == 0)
    }

    /// Nodes are as large as redis-server makes them.
    @Test func trimsWholeNodes() {
        var pair = Pair()
        let limit = StreamLog.NodeLimit(bytes: 4096, entries: 10)
        for i in 1...95 { pair.append(StreamID(UInt64(i), 0), ["f", "v"], limit) }
        #expect(pair.log.nodeCount == 10)
        var trim = StreamTrim(.count(33))
        trim.isApproximate = true
        trim.limit = 45
        pair.trim(trim)
        #expect(pair.log.count == 55)
        trim.limit = nil
        pair.trim(trim)
        #expect(pair.log.count == 35)
        trim.isApproximate = false
        pair.trim(trim)
        #expect(pair.log.count == 33)
        pair.check()
    }

    @Test func largeStreamIsRead() {
        var pair = Pair()
        let limit = StreamLog.NodeLimit(bytes: 4096, entries: 1)
        for i in 1...20_000 { pair.append(StreamID(UInt64(i * 3), 0), ["f", "v"], limit) }
        pair.check()
        pair.checkRange(StreamID(29_999, 0), StreamID(30_010, 0))
        let isThere = [45_000, 45_001].map { pair.log.contains(StreamID($0, 0)) }
        #expect(isThere == [true, false])
        #expect(pair.log.memoryUsage(samples: 5) > 20_000 * 24)
    }
}

// MARK: - Parts

extension StreamLogTests {
    @Test(
        arguments: [
            ("5-1", StreamID(5, 1)), ("5", StreamID(5, 7)), ("+5-+1", StreamID(5, 1)),
            ("007- 1", StreamID(7, 1)), ("5- -1", StreamID(5, .max)), ("5--1", nil), ("", nil),
            ("-", nil), ("5-", nil), ("x", nil), ("5-1x", nil),
            ("18446744073709551615", .init(.max, 7)),
            ("18446744073709551616", nil), ("5-*", nil), ("5 ", nil),
        ] as [(String, StreamID?)])
    func idsAreRead(text: String, id: StreamID?) {
        #expect(StreamID(text.utf8.span, sequence: 7) == id)
    }

    @Test func idsHaveNeighbours() {
        #expect(StreamID(5, .max).next == StreamID(6, 0))
        #expect(StreamID(6, 0).previous == StreamID(5, .max))
        #expect(StreamID.greatest.next == nil)
        #expect(StreamID.zero.previous == nil)
        #expect(StreamID.time(ofPartial: "12-*".utf8.span) == 12)
        #expect(StreamID.time(ofPartial: "12-1".utf8.span) == nil)
        let text = StreamIDText(.greatest)
        #expect(String(copying: text.span) == "18446744073709551615-18446744073709551615")
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func indexAgreesWithArray(seed: UInt64) {
        var random = SplitMix(state: seed)
        var index = StreamIndex<Int>()
        var model: [(id: StreamID, value: Int)] = []
        for step in 0..<4000 {
            let id = StreamID(random.next() % 700, 0)
            let place = model.firstIndex { $0.id >= id } ?? model.count
            let isThere = place < model.count && model[place].id == id
            if random.next() % 5 < (step < 2500 ? 3 : 1) {
                #expect(index.insert(step, at: id) == !isThere)
                if !isThere { model.insert((id, step), at: place) }
            } else {
                #expect(index.remove(id) == (isThere ? model[place].value : nil))
                if isThere { model.remove(at: place) }
            }
            if step % 7 == 0 { index.checkInvariants() }
            #expect(index.count == model.count)
            let found = index.place(notBefore: id).map { index[$0] }
            let next = model.first { $0.id >= id }
            #expect(found == next?.value)
        }
        var listed: [Int] = []
        index.forEach { _, value in listed.append(value) }
        #expect(listed == model.map(\.value))
    }

    /// The figures are redis-server's, of streams with one entry in each node.
    @Test(
        arguments: [
            ([], 1), ([1], 2), ([1, 2], 6), ([1, 256], 6), ([1, 2, 256], 9),
        ] as [([UInt64], Int)])
    func radixTreeHasSoManyNodes(times: [UInt64], count: Int) {
        var pair = Pair()
        let limit = StreamLog.NodeLimit(bytes: 4096, entries: 1)
        for time in times { pair.append(StreamID(time, 0), ["f", "v"], limit) }
        #expect(pair.log.radixTreeNodeCount == count)
    }

    @Test func nodesFromElsewhereAreChecked() {
        func isWellFormed(_ numbers: Int...) -> Bool {
            var list = PackedList()
            for number in numbers { list.append(integer: number) }
            return StreamNode.isWellFormed(list, StreamID(5, 0))
        }
        #expect(isWellFormed(1, 0, 1, 9, 0, 2, 0, 0, 7, 4))
        #expect(isWellFormed(1, 0, 1, 9, 0, 0, 0, 0, 1, 8, 7, 6))
        #expect(isWellFormed(1, 1, 1, 9, 0, 3, 0, 0, 7, 4, 2, 1, 0, 7, 4))
        // Of a wrong count, a wrong length, a lower id, a missing value, nothing.
        #expect(!isWellFormed(2, 0, 1, 9, 0, 2, 0, 0, 7, 4))
        #expect(!isWellFormed(1, 0, 1, 9, 0, 2, 0, 0, 7, 5))
        #expect(!isWellFormed(1, 0, 1, 9, 0, 2, -1, 0, 7, 4))
        #expect(!isWellFormed(1, 0, 2, 9, 9, 0, 2, 0, 0, 7, 4))
        #expect(!isWellFormed())
        #expect(!isWellFormed(1, 0, 1 << 40, 9, 0))
    }
}
