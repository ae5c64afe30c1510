import MartletEngine

extension HyperLogLogCommands {
    static let estimates: [CommandSpec] = [
        CommandSpec(
            .pfadd, summary: "Adds elements to a HyperLogLog, which begins empty.", run: pfadd),
        CommandSpec(
            .pfcount, summary: "Estimates how many different elements were added.", run: pfcount),
        CommandSpec(
            .pfmerge, summary: "Stores the union of HyperLogLogs.", run: pfmerge),
    ]

    /// Replies with 1 if the HyperLogLog is new or a register was raised.
    static func pfadd(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        let layout = try call.hyperLogLogLayout(at: key, .write)
        let changes =
            layout == .dense
            ? try addToDense(arguments, &call)
            : try addToSparse(arguments, isNew: layout == nil, &call)
        if changes > 0 { call.didModify(key, event: "pfadd", count: changes) }
        reply.integer(changes > 0 ? 1 : 0)
    }

    private static func addToDense(
        _ arguments: Arguments, _ call: inout CommandCall
    ) throws(ReplyError) -> Int {
        try call.keyspace.mutateString(at: arguments[1], minimumCount: 0) { string in
            var changes = 0
            var elements = arguments.cursor(from: 2)
            while let element = elements.next() {
                let mark = HyperLogLogMark(element)
                if DenseRegisters.raise(mark.register, to: mark.rank, in: &string) { changes += 1 }
            }
            if changes > 0 { HyperLogLogHeader.forgetEstimate(in: &string) }
            return changes
        }
    }

    /// What was raised before the runs turned out to make no sense stays, though nobody is told.
    private static func addToSparse(
        _ arguments: Arguments, isNew: Bool, _ call: inout CommandCall
    ) throws(ReplyError) -> Int {
        let key = arguments[1]
        let limit = call.settings.hllSparseMaxBytes
        var hyperLogLog = isNew ? HyperLogLog() : try call.hyperLogLog(at: key)
        var changes = isNew ? 1 : 0
        var isCorrupt = false
        var elements = arguments.cursor(from: 2)
        while !isCorrupt, let element = elements.next() {
            let mark = HyperLogLogMark(element)
            switch hyperLogLog.raise(mark.register, to: mark.rank, limit: limit) {
            case .none: break
            case .raised: changes += 1
            case .corrupt: isCorrupt = true
            }
        }
        if changes > 0, !isCorrupt { hyperLogLog.forgetEstimate() }
        call.store(hyperLogLog, at: key)
        if isCorrupt { throw .corruptHyperLogLog }
        return changes
    }

    /// Replies with the estimate: of one HyperLogLog, which keeps it, or of the union of several.
    static func pfcount(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count == 2 else {
            let ranks = try call.unionOfHyperLogLogs(arguments).ranks
            return reply.integer(RegisterHistogram(ranks).estimate)
        }
        let key = arguments[1]
        guard let layout = try call.hyperLogLogLayout(at: key, .read) else {
            return reply.integer(0)
        }
        var isKnown = false
        let estimate: Int? = try call.keyspace.mutateString(at: key, minimumCount: 0) { string in
            if let estimate = HyperLogLogHeader.estimate(in: string.span) {
                isKnown = true
                return estimate
            }
            guard let estimate = RegisterHistogram(string.span, layout)?.estimate else {
                return nil
            }
            HyperLogLogHeader.setEstimate(estimate, in: &string)
            return estimate
        }
        guard let estimate else { throw .corruptHyperLogLog }
        if !isKnown { call.didModify(key) }
        reply.integer(estimate)
    }

    /// Replies with `OK`. What the target held is part of the union.
    static func pfmerge(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        let union = try call.unionOfHyperLogLogs(arguments)
        let isNew = !call.keyspace.contains(key, .write)
        var target = isNew ? HyperLogLog() : try call.hyperLogLog(at: key)
        if union.hasDense, !target.makeDense() { throw .corruptHyperLogLog }
        for (register, rank) in union.ranks.enumerated() where rank > 0 {
            _ = target.raise(register, to: rank, limit: call.settings.hllSparseMaxBytes)
        }
        target.forgetEstimate()
        call.store(target, at: key)
        call.didModify(key, event: "pfadd")
        reply.ok()
    }
}

extension ReplyError {
    static var noHyperLogLog: ReplyError {
        ReplyError("WRONGTYPE Key is not a valid HyperLogLog string value.")
    }

    static var corruptHyperLogLog: ReplyError {
        ReplyError("INVALIDOBJ Corrupted HLL object detected")
    }
}

extension CommandCall {
    /// Returns the layout of the HyperLogLog at `key`, nil if there is none.
    ///
    /// - Throws: `ReplyError.wrongType`, `.noHyperLogLog`.
    mutating func hyperLogLogLayout(
        at key: Span<UInt8>, _ access: KeyAccess
    ) throws(ReplyError) -> HyperLogLogHeader.Layout? {
        guard let string = try keyspace.string(at: key, access) else { return nil }
        guard let layout = string.withBytes(HyperLogLogHeader.layout) else { throw .noHyperLogLog }
        return layout
    }

    /// Returns a copy of the HyperLogLog at `key`, which is there.
    mutating func hyperLogLog(at key: Span<UInt8>) throws(ReplyError) -> HyperLogLog {
        try withString(at: key, .peek, HyperLogLog.init(copying:))
    }

    /// Stores a HyperLogLog where one was, or none.
    mutating func store(_ hyperLogLog: HyperLogLog, at key: Span<UInt8>) {
        keyspace.setString(hyperLogLog.string.span, at: key, encoding: .raw, expiry: .keep)
    }

    /// Returns the highest ranks of each register in the HyperLogLogs at the keys, and whether one of
    /// them is dense. A missing key counts as an empty one.
    ///
    /// - Throws: `ReplyError.wrongType`, `.noHyperLogLog`, `.corruptHyperLogLog`.
    fileprivate mutating func unionOfHyperLogLogs(
        _ arguments: Arguments
    ) throws(ReplyError) -> (ranks: [UInt8], hasDense: Bool) {
        var ranks = [UInt8](repeating: 0, count: HyperLogLogHeader.registerCount)
        var hasDense = false
        var keys = arguments.cursor(from: 1)
        while let key = keys.next() {
            guard let layout = try hyperLogLogLayout(at: key, .read) else { continue }
            if layout == .dense { hasDense = true }
            let isWhole = try withString(at: key, .peek) { string in
                Self.raise(&ranks, to: string, layout)
            }
            guard isWhole else { throw .corruptHyperLogLog }
        }
        return (ranks, hasDense)
    }

    private static func raise(
        _ ranks: inout [UInt8], to string: Span<UInt8>, _ layout: HyperLogLogHeader.Layout
    ) -> Bool {
        guard layout == .sparse else {
            for register in ranks.indices {
                let rank = DenseRegisters.rank(of: register, in: string)
                if rank > ranks[register] { ranks[register] = rank }
            }
            return true
        }
        return SparseRun.forEach(in: string) { run, first in
            guard run.isRanked else { return }
            for register in first..<first + run.length where run.rank > ranks[register] {
                ranks[register] = run.rank
            }
        }
    }
}
