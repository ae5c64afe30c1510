import MartletEngine

/// What LATENCY DOCTOR says: which events were slow, and what could be done.
struct LatencyDoctor {
    let text: String

    init(_ call: borrowing CommandCall) {
        let events = call.latency.events
        if events.isEmpty {
            text =
                call.settings.latencyMonitorThreshold == 0
                ? """
                Spikes aren't watched for now. CONFIG SET latency-monitor-threshold with a number of \
                milliseconds makes the server note whatever takes at least that long.

                """
                : """
                Nothing took as long as latency-monitor-threshold since the server began to watch.

                """
            return
        }
        var text = "Some things took longer than latency-monitor-threshold.\n\n"
        for (index, event) in events.enumerated() {
            text += "\(index + 1). \(event.name): " + Self.summary(of: event) + "\n"
        }
        text += "\nWhat may help:\n\n"
        for line in Self.advice(call) { text += "- \(line)\n" }
        self.text = text
    }

    private static func summary(of event: LatencyMonitor.Event) -> String {
        let times = event.samples.map(\.milliseconds)
        let mean = times.reduce(0, +) / max(1, times.count)
        let deviation = times.reduce(0) { $0 + abs($1 - mean) } / max(1, times.count)
        let first = event.samples.first?.seconds ?? 0
        let last = event.samples.last?.seconds ?? 0
        let period = (last - first) / max(1, times.count - 1)
        return "\(times.count) spikes of \(mean) ms on average, \(deviation) ms off it on average, "
            + "one each \(period) s. The longest ever took \(event.longestMilliseconds) ms."
    }

    private static func advice(_ call: borrowing CommandCall) -> [String] {
        let threshold = call.settings.latencyMonitorThreshold
        let slowest = call.settings.slowlogLogSlowerThan
        var advice: [String] = []
        if threshold > 0, slowest < 0 || slowest > threshold * 1000 {
            advice.append(
                "SLOWLOG notes less than the spikes: CONFIG SET slowlog-log-slower-than "
                    + "\(threshold * 1000) makes it note the commands behind them.")
        }
        advice.append("SLOWLOG GET tells which commands were slow.")
        advice.append(
            "Commands on very large values hold everybody up: UNLINK frees them bit by bit, and "
                + "SCAN reads keys in pages where KEYS reads all at once.")
        return advice
    }
}
