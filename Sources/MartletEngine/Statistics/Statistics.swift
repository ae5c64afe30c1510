/// What the calls of one command added up to.
package struct CommandStatistics: Sendable {
    package var calls = 0
    /// The time of all calls, in the ticks of `EngineClock`.
    package var ticks: UInt64 = 0
    /// The calls that never reached the command: wrong arity, not allowed.
    package var rejectedCalls = 0
    /// The calls that ended with an error.
    package var failedCalls = 0
    package var latency = LatencyHistogram()

    package init() {}
}

/// What happened since the start, or since CONFIG RESETSTAT.
package struct Statistics: ~Copyable {
    /// What came of the last load, which counts for more than since the last reset.
    package var lastLoad = LoadStatistics()
    /// By the rows of the command table.
    package var commands: FixedArray<CommandStatistics>
    /// How often each code of an error was sent.
    package private(set) var errorsByCode: [[UInt8]: Int] = [:]
    package private(set) var errorCount = 0
    package var commandCount = 0
    /// How many batches of requests came over connections, and how many of them got replies.
    package internal(set) var batchCount = 0
    package internal(set) var replyBatchCount = 0
    package var rates = TrafficRates()
    /// What the host had counted when the statistics were reset.
    package private(set) var baseline = HostFacts()
    /// Whether the latency of each call is recorded.
    package var tracksLatency = true

    package init(rowCount: Int) {
        commands = FixedArray(repeating: CommandStatistics(), count: rowCount)
    }

    /// Counts a call of the command in `row` that took so many ticks.
    @inline(__always) mutating func count(row: Int, ticks: UInt64) {
        commandCount &+= 1
        commands[row].calls &+= 1
        commands[row].ticks &+= ticks
        if tracksLatency { commands[row].latency.record(ticks: ticks) }
    }

    /// Counts a call of the command in `row` that took so many ticks, and has to wait.
    mutating func countBlocked(row: Int, ticks: UInt64) {
        commandCount &+= 1
        commands[row].calls &+= 1
        commands[row].ticks &+= ticks
    }

    /// Adds what a call took that was counted when it had to wait.
    mutating func countUnblocked(row: Int, ticks: UInt64) {
        commands[row].ticks &+= ticks
        if tracksLatency { commands[row].latency.record(ticks: ticks) }
    }

    /// Counts an error that was replied with, by its code: the first word.
    package mutating func count(_ error: ReplyError) {
        errorCount += 1
        errorsByCode[error.code, default: 0] += 1
    }

    /// Forgets everything, as CONFIG RESETSTAT does.
    package mutating func reset(from facts: HostFacts = HostFacts()) {
        let (tracksLatency, lastLoad) = (tracksLatency, lastLoad)
        self = Statistics(rowCount: commands.count)
        self.tracksLatency = tracksLatency
        self.lastLoad = lastLoad
        baseline = facts
    }
}

/// How many keys were loaded, and how many were not because their time was over.
package struct LoadStatistics: Sendable {
    package var loaded = 0
    package var expired = 0

    package init() {}
}
