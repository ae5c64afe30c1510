import MartletEngine

extension StringCommands {
    static let subsequences: [CommandSpec] = [
        CommandSpec(
            .lcs, summary: "Finds the longest common subsequence of two strings.", run: lcs)
    ]

    /// What LCS was asked for.
    private struct LCSOptions {
        var wantsLength = false
        var wantsMatches = false
        var wantsMatchLengths = false
        var leastMatch = 0

        /// - Throws: `ReplyError.syntax`, `.notAnInteger`, and the error for two wishes at once.
        init(_ arguments: Arguments) throws(ReplyError) {
            var options = arguments.cursor(from: 3)
            while !options.isAtEnd {
                if options.take("IDX") {
                    wantsMatches = true
                } else if options.take("LEN") {
                    wantsLength = true
                } else if options.take("WITHMATCHLEN") {
                    wantsMatchLengths = true
                } else if options.remaining > 1, options.take("MINMATCHLEN") {
                    leastMatch = try options.integer()
                } else {
                    break
                }
            }
            try options.finish()
            guard !wantsMatches || !wantsLength else {
                throw ReplyError(
                    "ERR If you want both the length and indexes, please just use IDX.")
            }
        }
    }

    /// Replies with the common bytes; with `LEN`, with how many there are; with `IDX`, with a map of
    /// where they lie.
    static func lcs(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let first: [UInt8]
        do throws(ReplyError) {
            first = try operand(arguments[1], &call)
        } catch {
            // Both keys are looked up before either is looked at.
            _ = call.keyspace.contains(arguments[2], .read)
            throw error
        }
        let second = try operand(arguments[2], &call)
        let options = try LCSOptions(arguments)
        // Redis keeps four bytes for each pair, and refuses what would take too many.
        let (cells, overflows) = (first.count + 1).multipliedReportingOverflow(by: second.count + 1)
        guard !overflows, cells <= call.settings.protoMaxBulkLen / 4 else {
            throw ReplyError(
                "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len")
        }
        if options.wantsLength {
            return reply.integer(CommonSubsequence.length(of: first.span, second.span))
        }
        let common = CommonSubsequence(of: first.span, second.span)
        guard options.wantsMatches else { return reply.bulk(common.bytes.span) }
        write(common, options, &reply)
    }

    private static func write(
        _ common: CommonSubsequence, _ options: LCSOptions, _ reply: inout ReplyWriter
    ) {
        let matches = common.matches.filter { $0.first.count >= options.leastMatch }
        reply.map(2)
        reply.bulk("matches")
        reply.array(matches.count)
        for match in matches {
            reply.array(options.wantsMatchLengths ? 3 : 2)
            for range in [match.first, match.second] {
                reply.array(2)
                reply.integer(range.lowerBound)
                reply.integer(range.upperBound - 1)
            }
            if options.wantsMatchLengths { reply.integer(match.first.count) }
        }
        reply.bulk("len")
        reply.integer(common.bytes.count)
    }

    /// Returns a copy of the string at `key`, which is empty if missing.
    private static func operand(
        _ key: Span<UInt8>, _ call: inout CommandCall
    ) throws(ReplyError) -> [UInt8] {
        do throws(ReplyError) {
            return try call.withString(at: key) { [UInt8]($0) }
        } catch {
            throw ReplyError("ERR The specified keys must contain string values")
        }
    }
}
