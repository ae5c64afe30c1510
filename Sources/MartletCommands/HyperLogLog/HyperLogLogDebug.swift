import MartletEngine

extension HyperLogLogCommands {
    static let debugging: [CommandSpec] = [
        CommandSpec(.pfdebug, summary: "Shows the insides of a HyperLogLog.", run: pfdebug),
        CommandSpec(
            .pfselftest, summary: "Checks that HyperLogLogs work as they should.", run: pfselftest),
    ]

    /// Replies with what the subcommand asks for. The key is looked at before the subcommand is.
    static func pfdebug(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let name = arguments[1]
        let key = arguments[2]
        guard let layout = try call.hyperLogLogLayout(at: key, .write) else {
            throw ReplyError("ERR The specified key does not exist")
        }
        // The string gets an object of its own, whatever happens.
        try call.keyspace.mutateString(at: key, minimumCount: 0) { _ in }
        let subcommands: [(name: StaticString, run: Subcommand)] = [
            ("GETREG", getreg), ("DECODE", decode), ("ENCODING", encoding), ("TODENSE", todense),
        ]
        for subcommand in subcommands where name.isKeyword(subcommand.name) {
            guard arguments.count == 3 else {
                throw quoting("ERR Wrong number of arguments for the '", name, "' subcommand")
            }
            return try subcommand.run(key, layout, &call, &reply)
        }
        throw quoting("ERR Unknown PFDEBUG subcommand '", name, "'")
    }

    private typealias Subcommand = (
        Span<UInt8>, HyperLogLogHeader.Layout, inout CommandCall, inout ReplyWriter
    ) throws(ReplyError) -> Void

    private static func quoting(
        _ start: StaticString, _ name: Span<UInt8>, _ end: StaticString
    ) -> ReplyError {
        var text = ByteBuffer(capacity: 64)
        text.append(start)
        text.append(name.prefixOfText(.max))
        text.append(end)
        return ReplyError(composing: [UInt8](text.span))
    }

    /// Replies with the rank of each register. The layout becomes dense.
    private static func getreg(
        _ key: Span<UInt8>, _ layout: HyperLogLogHeader.Layout, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        if layout == .sparse { try makeDense(key, &call) }
        try call.withString(at: key, .peek) { string in
            reply.array(HyperLogLogHeader.registerCount)
            for register in 0..<HyperLogLogHeader.registerCount {
                reply.integer(Int(DenseRegisters.rank(of: register, in: string)))
            }
        }
    }

    /// Replies with the runs, as `Z:8436 v:1,1 z:4`.
    private static func decode(
        _ key: Span<UInt8>, _ layout: HyperLogLogHeader.Layout, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard layout == .sparse else { throw ReplyError("ERR HLL encoding is not sparse") }
        let text = try call.withString(at: key, .peek) { string in
            var words: [String] = []
            var position = HyperLogLogHeader.count
            while position < string.count {
                let run = SparseRun(at: position, in: string)
                position += run.byteCount
                words.append(
                    run.isRanked
                        ? "v:\(run.rank),\(run.length)"
                        : run.byteCount == 1 ? "z:\(run.length)" : "Z:\(run.length)")
            }
            return words.joined(separator: " ")
        }
        reply.bulk(text)
    }

    /// Replies with the layout's name.
    private static func encoding(
        _ key: Span<UInt8>, _ layout: HyperLogLogHeader.Layout, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.status(layout == .dense ? "dense" : "sparse")
    }

    /// Replies with 1 if the layout was sparse.
    private static func todense(
        _ key: Span<UInt8>, _ layout: HyperLogLogHeader.Layout, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        if layout == .sparse { try makeDense(key, &call) }
        reply.integer(layout == .sparse ? 1 : 0)
    }

    /// As in Redis, it counts as a change, but nobody who watches the key is told.
    private static func makeDense(
        _ key: Span<UInt8>, _ call: inout CommandCall
    ) throws(ReplyError) {
        var hyperLogLog = try call.hyperLogLog(at: key)
        guard hyperLogLog.makeDense() else { throw .corruptHyperLogLog }
        call.store(hyperLogLog, at: key)
        call.events.dirty &+= 1
    }

    /// Replies with `OK`, or with what is wrong.
    static func pfselftest(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        try checkRegisters(&call)
        try checkEstimates(&call)
        reply.ok()
    }

    /// Sets every register and reads it again: no register lies over another.
    private static func checkRegisters(_ call: inout CommandCall) throws(ReplyError) {
        var string = [UInt8](repeating: 0, count: HyperLogLogHeader.denseStringCount)
        let ranks = (0..<HyperLogLogHeader.registerCount).map { _ in
            UInt8(truncatingIfNeeded: call.random.next()) & DenseRegisters.largestRank
        }
        for (register, rank) in ranks.enumerated() {
            var bytes = string.mutableSpan
            DenseRegisters.set(register, to: rank, in: &bytes)
        }
        for (register, rank) in ranks.enumerated() {
            let found = DenseRegisters.rank(of: register, in: string.span)
            guard found == rank else {
                throw ReplyError(
                    composing:
                        "ERR TESTFAILED Register \(register) should be \(rank) but is \(found)")
            }
        }
    }

    /// Adds different elements to a sparse and a dense HyperLogLog: both estimate the same, and not
    /// much beside the truth.
    private static func checkEstimates(_ call: inout CommandCall) throws(ReplyError) {
        var sparse = HyperLogLog()
        var dense = HyperLogLog()
        guard dense.makeDense() else { throw .corruptHyperLogLog }
        let seed = call.random.next()
        let limit = call.settings.hllSparseMaxBytes
        var checkpoint = 1
        for i in 1...100_000 {
            let word = seed ^ UInt64(i)
            let element = InlineArray<8, UInt8> {
                UInt8(truncatingIfNeeded: word >> UInt64(8 * $0))
            }
            let mark = HyperLogLogMark(element.span)
            _ = sparse.raise(mark.register, to: mark.rank, limit: limit)
            _ = dense.raise(mark.register, to: mark.rank, limit: limit)
            guard i == checkpoint else { continue }
            if i < limit / 2, sparse.layout != .sparse {
                throw ReplyError("ERR TESTFAILED sparse encoding not used")
            }
            let estimate = RegisterHistogram(dense.string.span, .dense)?.estimate ?? 0
            let other = RegisterHistogram(sparse.string.span, sparse.layout)?.estimate ?? 0
            guard estimate == other else {
                throw ReplyError("ERR TESTFAILED dense/sparse disagree")
            }
            let error = abs(i - estimate)
            // Six times the standard error, which is 1.04 by the root of the number of registers.
            let largestError = i == 10 ? 1 : Int((1.04 / 128 * 6 * Double(i)).rounded(.up))
            guard error <= largestError else {
                throw ReplyError(
                    composing: "ERR TESTFAILED Too big error. card:\(i) abserr:\(error)")
            }
            checkpoint *= 10
        }
    }
}
