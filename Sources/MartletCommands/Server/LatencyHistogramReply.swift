import MartletEngine

extension LatencyCommands {
    /// Replies with a map of the commands that were called, with how many calls took how long.
    static func histogram(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let place = reply.place
        var count = 0
        if arguments.count == 2 {
            for row in call.table.rows.indices { count += write(row, call, &reply) }
        } else {
            var names = arguments.cursor(from: 2)
            while let name = names.next() {
                for row in rows(called: name, call) { count += write(row, call, &reply) }
            }
        }
        reply.finishMap(at: place, count: count)
    }

    /// The rows that a name means: a command's, or those of its subcommands.
    private static func rows(called name: Span<UInt8>, _ call: borrowing CommandCall) -> [Int] {
        let parts = String(copying: name).split(
            separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        guard let row = call.table.row(called: String(parts[0])) else { return [] }
        if parts.count == 2 {
            return call.table.row(called: String(parts[0]), String(parts[1])).map { [$0] } ?? []
        }
        return Array(row...row + call.table.rows[row].subcommands.count)
    }

    /// Writes a command's calls and times, unless there are none; returns how many it wrote.
    private static func write(
        _ row: Int, _ call: borrowing CommandCall, _ reply: inout ReplyWriter
    ) -> Int {
        let latency = call.statistics.commands[row].latency
        guard latency.count > 0 else { return 0 }
        reply.bulk(call.table.rows[row].fullName)
        reply.map(2)
        reply.bulk("calls")
        reply.integer(latency.count)
        reply.bulk("histogram_usec")
        let steps = steps(of: latency, call.clock)
        reply.map(steps.count)
        for step in steps {
            reply.integer(step.microseconds)
            reply.integer(step.count)
        }
        return 1
    }

    /// How many calls took up to each power of two of nanoseconds, from 1024 on; only the powers
    /// where there are more than before.
    ///
    /// Redis's histogram tells values apart to 1 part in 128, so a step reaches that much beyond
    /// its power.
    static func steps(
        of latency: LatencyHistogram, _ clock: EngineClock
    ) -> [(microseconds: Int, count: Int)] {
        var steps: [(microseconds: Int, count: Int)] = []
        var seen = 0
        for power in 10...40 where seen < latency.count {
            let nanoseconds = 1 << power + 1 << (power - 7) - 1
            let ticks = clock.ticks(microseconds: nanoseconds / 1000)
            let count = power == 40 ? latency.count : latency.count(upTo: ticks)
            if count > seen { steps.append((nanoseconds / 1000, count)) }
            seen = max(seen, count)
        }
        return steps
    }
}
