import Testing

@testable import MartletEngine

@Suite struct QuicklistTests {
    private static func texts(of list: borrowing Quicklist, from end: ListEnd = .head) -> [String] {
        var texts: [String] = []
        list.forEach(from: end) { element in
            element.withBytes { texts.append(String(copying: $0)) }
            return true
        }
        return texts
    }

    private static func list(of texts: [String], limit: Int, threshold: Int = 1 << 30) -> Quicklist
    {
        var list = Quicklist(limit: NodeLimit(limit))
        for text in texts { list.push(text.utf8.span, at: .tail, plainFrom: threshold) }
        return list
    }

    /// A list and an array that went through the same random changes hold the same.
    @Test(
        arguments: RandomRuns.repeated([
            (1, -2), (2, -1), (3, 1), (4, 2), (5, 3), (6, 7), (7, 100), (8, 0), (9, -5),
        ]))
    func agreesWithArray(seed: UInt64, limit: Int) {
        var random = RandomSource(seed: seed)
        var run = Run(limit: limit)
        for step in 0..<1500 {
            run.step(using: &random, grows: step % 500 < 300)
            run.list.checkInvariants()
            #expect(run.list.count == run.model.count)
            if step % 10 == 0 {
                #expect(Self.texts(of: run.list) == run.model)
                #expect(Self.texts(of: run.list, from: .tail) == run.model.reversed())
            }
        }
        let copy = run.list.copy()
        copy.checkInvariants()
        #expect(Self.texts(of: copy) == run.model)
        #expect(copy.nodeCount == run.list.nodeCount)
    }

    /// The list and the array that are changed alike.
    private struct Run: ~Copyable {
        var list: Quicklist
        var model: [String] = []
        private var threshold = 1 << 30

        init(limit: Int) {
            list = Quicklist(limit: NodeLimit(limit))
        }

        private static let texts =
            ["a", "b", "12", "-70000", "", "9223372036854775807"]
            + [30, 63, 64, 100, 1000, 4090].map { String(repeating: "x", count: $0) }

        mutating func step(using random: inout RandomSource, grows: Bool) {
            let text = Self.texts[Int(random.next() % UInt64(Self.texts.count))]
            let other = Self.texts[Int(random.next() % UInt64(Self.texts.count))]
            let index = Int(random.next() % UInt64(model.count + 1))
            switch random.next() % (grows ? 8 : 14) {
            case 0, 1:
                list.push(text.utf8.span, at: .tail, plainFrom: threshold)
                model.append(text)
            case 2:
                list.push(text.utf8.span, at: .head, plainFrom: threshold)
                model.insert(text, at: 0)
            case 3:
                let isDone = list.insert(
                    text.utf8.span, next: other.utf8.span, towards: .head, plainFrom: threshold)
                let pivot = model.firstIndex(of: other)
                #expect(isDone == (pivot != nil))
                if let pivot { model.insert(text, at: pivot) }
            case 4:
                let isDone = list.insert(
                    text.utf8.span, next: other.utf8.span, towards: .tail, plainFrom: threshold)
                let pivot = model.firstIndex(of: other)
                #expect(isDone == (pivot != nil))
                if let pivot { model.insert(text, at: pivot + 1) }
            case 5:
                let isDone = list.replace(at: index, with: text.utf8.span, plainFrom: threshold)
                #expect(isDone == (index < model.count))
                if isDone { model[index] = text }
            case 6:
                let found = list.withElement(at: index) { $0.isEqual(to: model[index].utf8.span) }
                #expect(found == (index < model.count ? true : nil))
            case 7:
                threshold = random.next() % 8 == 0 ? 64 : 1 << 30
            case 8, 9:
                let count = Int(random.next() % 9)
                list.remove(count, from: index)
                model.removeSubrange(index..<min(index + count, model.count))
            case 10:
                removeAll(other, limit: Int(random.next() % 3) + 1, isBackward: false)
            case 11:
                removeAll(other, limit: Int(random.next() % 3) + 1, isBackward: true)
            default:
                let isHead = random.next() % 2 == 0
                let popped = list.pop(from: isHead ? .head : .tail) { element in
                    element.withBytes { String(copying: $0) }
                }
                #expect(popped == (isHead ? model.first : model.last))
                if popped != nil { model.remove(at: isHead ? 0 : model.count - 1) }
            }
        }

        private mutating func removeAll(_ text: String, limit: Int, isBackward: Bool) {
            let indices = model.indices.filter { model[$0] == text }
            let wanted = isBackward ? indices.suffix(limit) : indices.prefix(limit)
            let removed = list.removeAll(
                text.utf8.span, from: isBackward ? .tail : .head, limit: limit)
            #expect(removed == wanted.count)
            for index in wanted.reversed() { model.remove(at: index) }
        }
    }

    // MARK: Nodes. The numbers are what DEBUG OBJECT of redis-server tells.

    @Test(arguments: [(-2, 1), (-1, 2), (3, 17), (1, 50), (0, 50), (60, 1), (-9, 1)])
    func elementsAreSharedOutToNodes(limit: Int, nodes: Int) {
        let text = String(repeating: "x", count: 100)
        let list = Self.list(of: Array(repeating: text, count: 50), limit: limit)
        #expect(list.nodeCount == nodes)
    }

    @Test func anInsertionIntoAFullNodeSplitsIt() {
        var list = Self.list(of: ["a", "b", "c", "d", "e", "f"], limit: 3)
        #expect(list.nodeCount == 2)
        let isDone = list.insert(
            "x".utf8.span, next: "b".utf8.span, towards: .tail, plainFrom: 1 << 30)
        #expect(isDone)
        #expect(Self.texts(of: list) == ["a", "b", "x", "c", "d", "e", "f"])
        #expect(list.nodeCount == 3)
        list.checkInvariants()
    }

    @Test func aLargeElementHasANodeOfItsOwn() {
        var list = Self.list(of: ["a", "b", "c"], limit: -2, threshold: 10)
        let isLarge = list.replace(at: 1, with: "0123456789".utf8.span, plainFrom: 10)
        #expect(isLarge)
        #expect(list.nodeCount == 3)
        #expect(Self.texts(of: list) == ["a", "0123456789", "c"])
        let isSmall = list.replace(at: 1, with: "b".utf8.span, plainFrom: 10)
        #expect(isSmall)
        #expect(list.nodeCount == 2)
        #expect(Self.texts(of: list) == ["a", "b", "c"])
    }

    @Test func nodesAreTakenOverAsTheyAre() {
        let list = Self.list(of: ["a", "bb", "0123456789", "c"], limit: 2, threshold: 10)
        var copy = Quicklist(limit: NodeLimit(1))
        list.forEachNode { bytes, isPlain in
            if isPlain {
                copy.appendPlainNode(bytes)
            } else if let elements = PackedList(validating: bytes) {
                copy.appendNode(elements)
            }
        }
        copy.checkInvariants()
        #expect(Self.texts(of: copy) == ["a", "bb", "0123456789", "c"])
        #expect(copy.nodeCount == 3)
    }

    @Test(arguments: [ListEnd.head, .tail]) func theOnlyNodeNeedsNoChunk(end: ListEnd) {
        var list = Self.list(of: ["a"], limit: 1)
        for _ in 0..<3 {
            list.push("b".utf8.span, at: end, plainFrom: 9)
            list.checkInvariants()
            #expect(list.nodeCount == 2)
            #expect(Self.texts(of: list) == (end == .head ? ["b", "a"] : ["a", "b"]))
            list.remove(1, from: end == .head ? 0 : 1)
            list.checkInvariants()
            #expect(Self.texts(of: list) == ["a"])
        }
        list.remove(1, from: 0)
        list.checkInvariants()
        #expect(list.nodeCount == 0)
    }

    @Test func manyNodesAreFoundFromBothEnds() {
        let list = Self.list(of: (0..<10_000).map(String.init), limit: 1)
        #expect(list.nodeCount == 10_000)
        for index in stride(from: 0, to: 10_000, by: 77) {
            let integer = list.withElement(at: index) { $0.integer }
            #expect(integer == index)
        }
        #expect(list.withElement(at: 10_000) { $0.count } == nil)
        #expect(list.withElement(at: -1) { $0.count } == nil)
    }

    @Test func isFreedInSlices() {
        var list = Self.list(of: (0..<1000).map(String.init), limit: 1)
        var slices = 1
        while !list.freeSome(64) {
            list.checkInvariants()
            slices += 1
        }
        #expect(slices == 16)
    }

    @Test func memoryGrowsWithTheElements() {
        let small = Self.list(of: ["a"], limit: -2)
        let large = Self.list(of: (0..<100_000).map(String.init), limit: -2)
        #expect(small.memoryUsage(samples: 5) <= 32)
        let usage = large.memoryUsage(samples: 0)
        #expect(usage > large.byteCount && usage < large.byteCount * 105 / 100)
        #expect(abs(usage - large.memoryUsage(samples: 5)) < usage / 10)
    }

    @Test func aNodeHoldsWhatTheSettingSays() {
        #expect(NodeLimit(-9) == NodeLimit(-5))
        #expect(NodeLimit(100_000) == NodeLimit(32_767))
        #expect(NodeLimit(-1).allows(byteCount: 4096, count: 9999))
        #expect(!NodeLimit(-1).allows(byteCount: 4097, count: 1))
        #expect(NodeLimit(-5).allows(byteCount: 65_536, count: 9999))
        #expect(NodeLimit(3).allows(byteCount: 8192, count: 3))
        #expect(!NodeLimit(3).allows(byteCount: 8192, count: 4))
        #expect(!NodeLimit(3).allows(byteCount: 8193, count: 3))
    }

    @Test func aPlaceIsGoodUntilANodeComesOrGoes() async {
        await #expect(processExitsWith: .failure) {
            var row = NodeRow()
            row.push(ListNode("a".utf8.span, plainFrom: 9), at: .tail)
            guard let place = row.place(at: .head) else { return }
            row.push(ListNode("b".utf8.span, plainFrom: 9), at: .tail)
            print(row[place].count)
        }
    }
}
