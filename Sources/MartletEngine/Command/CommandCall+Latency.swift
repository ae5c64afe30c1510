extension CommandCall {
    /// Keeps what took so long among the latency spikes, if that is long.
    mutating func noteLatency(of event: String, ticks: UInt64) {
        let threshold = settings.latencyMonitorThreshold
        guard threshold > 0 else { return }
        let milliseconds = Int(clock.microseconds(ticks: ticks)) / 1000
        guard milliseconds >= threshold else { return }
        latency.record(
            event, milliseconds: milliseconds,
            atSeconds: clock.wallMicroseconds / 1_000_000)
    }

    /// Whether keys are removed when they expire, though nobody looks at them.
    var removesExpired: Bool { expiresActively && !isCronPaused }
}
