/// What Redis tells of a stream's nodes, and how many bytes they take.
extension StreamLog {
    /// How many bytes the entries take. Of the nodes, `samples` are measured; 0 means all.
    package func memoryUsage(samples: Int) -> Int {
        var (sum, measured) = (0, 0)
        var place = nodes.first
        while let current = place, samples == 0 || measured < samples {
            sum += nodes[current].memoryUsage
            measured += 1
            place = nodes.place(after: current)
        }
        guard measured > 0 else { return 0 }
        let mean = Double(sum) / Double(measured)
        return nodes.memoryUsage + Int((mean * Double(nodes.count)).rounded())
    }

    /// How many nodes Redis's radix tree would have: it keeps the packed nodes by their ids, sixteen
    /// bytes each. Takes O(n).
    ///
    /// Every id has a leaf, every place where ids part has a node, and so has every way between two of
    /// these that is longer than one byte.
    package var radixTreeNodeCount: Int {
        var counter = RadixTreeCounter()
        nodes.forEach { id, _ in counter.add(id) }
        return counter.finish()
    }

    /// Calls `body` with each node as it is written into payloads, and its id.
    package func forEachNode(_ body: (StreamID, Span<UInt8>) -> Void) {
        nodes.forEach { id, node in node.withBytes { bytes in body(id, bytes) } }
    }

    /// Stops the program if the log contradicts itself. Takes O(n).
    package func checkInvariants() {
        nodes.checkInvariants()
        var sum = 0
        nodes.forEach { id, node in
            precondition(node.id == id)
            node.checkInvariants()
            sum += node.count
        }
        precondition(sum == count)
        var last = StreamID.zero
        var listed = 0
        forEach(from: .zero, through: .greatest) { entry in
            precondition(entry.id > last)
            if listed == 0 { precondition(entry.id == firstID) }
            last = entry.id
            listed += 1
            return true
        }
        precondition(listed == count && last <= lastID)
        if count == 0 { precondition(firstID == .zero && nodes.isEmpty) }
    }
}

/// Counts the nodes of a radix tree whose keys come in order.
private struct RadixTreeCounter {
    private static let keyLength = 16

    private var count = 0
    private var last: StreamID?
    /// How many bytes from the root the ways part on the path to the last key, nearest to the root
    /// first.
    private var branches: [Int] = []

    /// Counts one more key.
    mutating func add(_ id: StreamID) {
        defer { last = id }
        guard let last else { return }
        let depth = Self.commonLength(last, id)
        leave(to: depth)
        if branches.last != depth { branches.append(depth) }
    }

    /// Counts what lies deeper on the path to the last key, which nothing is added to any more.
    private mutating func leave(to depth: Int) {
        var below = Self.keyLength
        count += 1
        while let branch = branches.last, branch > depth {
            branches.removeLast()
            countWay(from: branch, to: below)
            count += 1
            below = branch
        }
        countWay(from: depth, to: below)
    }

    /// Counts the node of what lies between a branch and what is below it, whose first byte stands at
    /// the branch.
    private mutating func countWay(from branch: Int, to below: Int) {
        if below - branch > 1 { count += 1 }
    }

    /// Returns the number of nodes.
    mutating func finish() -> Int {
        guard last != nil else { return 1 }
        // The root is the way to the first branch, or that branch.
        leave(to: -1)
        return count
    }

    private static func commonLength(_ a: StreamID, _ b: StreamID) -> Int {
        let time = (a.time ^ b.time).leadingZeroBitCount / 8
        return time < 8 ? time : 8 + (a.sequence ^ b.sequence).leadingZeroBitCount / 8
    }
}
