import MartletEngine

/// A HyperLogLog that is worked on: a string of its own, which begins sparse and becomes dense when
/// the runs take too much room or can't tell a rank.
struct HyperLogLog {
    enum Change {
        case none
        case raised
        /// The runs don't make sense.
        case corrupt
    }

    private(set) var string: [UInt8]

    /// Makes an empty one.
    init() {
        string = HyperLogLogHeader.sparse
        SparseRun.append(rank: 0, length: HyperLogLogHeader.registerCount, to: &string)
    }

    /// Makes a copy of a string that is a HyperLogLog.
    init(copying string: Span<UInt8>) {
        self.string = [UInt8](string)
    }

    /// The layout of the registers.
    var layout: HyperLogLogHeader.Layout {
        HyperLogLogHeader.layout(of: string.span) ?? .sparse
    }

    /// Notes that the estimate isn't known any more.
    mutating func forgetEstimate() {
        var bytes = string.mutableSpan
        HyperLogLogHeader.forgetEstimate(in: &bytes)
    }

    /// Raises a register to a rank, if it is lower. The runs may take up to `limit` bytes with the
    /// header; beyond, the layout becomes dense.
    mutating func raise(_ register: Int, to rank: UInt8, limit: Int) -> Change {
        guard layout == .sparse else { return raiseDense(register, to: rank) ? .raised : .none }
        guard rank <= SparseRun.largestRank else { return promote(register, rank) }
        return raiseSparse(register, to: rank, limit: limit)
    }

    /// Makes the layout dense; returns false, having done nothing, if the runs don't make sense.
    mutating func makeDense() -> Bool {
        guard layout == .sparse else { return true }
        var dense = HyperLogLogHeader.denseCopy(of: string)
        var bytes = dense.mutableSpan
        let isWhole = SparseRun.forEach(in: string.span) { run, first in
            guard run.isRanked else { return }
            for register in first..<first + run.length {
                DenseRegisters.set(register, to: run.rank, in: &bytes)
            }
        }
        if isWhole { string = dense }
        return isWhole
    }

    private mutating func raiseDense(_ register: Int, to rank: UInt8) -> Bool {
        var bytes = string.mutableSpan
        return DenseRegisters.raise(register, to: rank, in: &bytes)
    }

    private mutating func promote(_ register: Int, _ rank: UInt8) -> Change {
        guard makeDense() else { return .corrupt }
        return raiseDense(register, to: rank) ? .raised : .none
    }
}

// MARK: - Runs

extension HyperLogLog {
    private mutating func raiseSparse(_ register: Int, to rank: UInt8, limit: Int) -> Change {
        var previous = HyperLogLogHeader.count
        var position = previous
        var first = 0
        while position < string.count {
            let run = SparseRun(at: position, in: string.span)
            if register < first + run.length {
                guard run.rank < rank else { return .none }
                guard split(run, at: position, first, register, rank, limit: limit) else {
                    return promote(register, rank)
                }
                joinRuns(from: previous)
                forgetEstimate()
                return .raised
            }
            previous = position
            position += run.byteCount
            first += run.length
        }
        return .corrupt
    }

    /// Puts up to three runs in the place of the one at `position`, which begins with the register
    /// `first`; returns false, having done nothing, if that takes too much room.
    private mutating func split(
        _ run: SparseRun, at position: Int, _ first: Int, _ register: Int, _ rank: UInt8,
        limit: Int
    ) -> Bool {
        var runs: [UInt8] = []
        SparseRun.append(rank: run.rank, length: register - first, to: &runs)
        SparseRun.append(rank: rank, length: 1, to: &runs)
        SparseRun.append(rank: run.rank, length: first + run.length - register - 1, to: &runs)
        let growth = runs.count - run.byteCount
        let newCount = string.count + growth
        guard growth <= 0 || newCount <= limit else { return false }
        let end = min(position + run.byteCount, string.count)
        string.replaceSubrange(position..<end, with: runs)
        // The second byte of the last run may have been one that isn't there.
        string.removeLast(string.count - newCount)
        return true
    }

    /// Joins neighbours of the same rank, among five runs from `start` on.
    private mutating func joinRuns(from start: Int) {
        var position = start
        for _ in 0..<5 where position < string.count {
            let run = SparseRun(at: position, in: string.span)
            guard run.isRanked, position + 1 < string.count else {
                position += run.byteCount
                continue
            }
            let next = SparseRun(at: position + 1, in: string.span)
            let length = run.length + next.length
            guard next.rank == run.rank, length <= SparseRun.longestRanked else {
                position += 1
                continue
            }
            var joined: [UInt8] = []
            SparseRun.append(rank: run.rank, length: length, to: &joined)
            string.replaceSubrange(position..<position + 2, with: joined)
        }
    }
}
