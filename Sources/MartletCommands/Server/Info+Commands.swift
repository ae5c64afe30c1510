import MartletEngine

extension Info {
    mutating func appendCommandStats(_ call: inout CommandCall) {
        headline("Commandstats")
        for (row, spec) in call.table.rows.enumerated() {
            let statistics = call.statistics.commands[row]
            let (calls, rejected) = (statistics.calls, statistics.rejectedCalls)
            guard calls > 0 || rejected > 0 || statistics.failedCalls > 0 else { continue }
            let microseconds = Int(call.clock.microseconds(ticks: statistics.ticks))
            let mean = calls > 0 ? Double(microseconds) / Double(calls) : 0
            line { text in
                text.append(text: "cmdstat_\(spec.fullName):calls=\(calls),usec=\(microseconds)")
                text.append(",usec_per_call=")
                text.append(mean, decimals: 2)
                text.append(
                    text: ",rejected_calls=\(rejected),failed_calls=\(statistics.failedCalls)")
            }
        }
    }

    mutating func appendLatencyStats(_ call: inout CommandCall) {
        headline("Latencystats")
        guard call.settings.latencyTracking else { return }
        let percentiles = call.settings.latencyTrackingInfoPercentiles
        for (row, spec) in call.table.rows.enumerated() {
            let latency = call.statistics.commands[row].latency
            guard latency.count > 0 else { continue }
            let times = percentiles.map {
                call.clock.microseconds(ticks: latency.percentile($0))
            }
            line { text in
                text.append(text: "latency_percentiles_usec_\(spec.fullName):")
                for (index, time) in times.enumerated() {
                    text.append(index > 0 ? ",p" : "p")
                    text.append(text: Self.name(of: percentiles[index]))
                    text.append("=")
                    text.append(time, decimals: 3)
                }
            }
        }
    }

    /// A percentile as it was set, to six digits behind the point: `99.9`.
    private static func name(of percentile: Double) -> String {
        var digits = ByteBuffer(capacity: 16)
        digits.append(percentile, decimals: 6)
        var name = String(copying: digits.span)[...]
        while name.last == "0" { name.removeLast() }
        if name.last == "." { name.removeLast() }
        return String(name)
    }
}
