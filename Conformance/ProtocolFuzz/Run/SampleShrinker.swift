/// Makes a sample shorter, as long as it still shows what it showed.
struct SampleShrinker {
    /// How often `shows` may be asked.
    var attemptLimit = 2_000

    /// Returns the shortest sample that was found. `shows` tells whether one does.
    func shrunk(
        _ sample: WireSample, where shows: (WireSample) throws -> Bool
    ) rethrows -> WireSample {
        var attempts = 0
        func isGood(_ candidate: WireSample) throws -> Bool {
            guard attempts < attemptLimit, !ForbiddenWords.appear(in: candidate.bytes) else {
                return false
            }
            attempts += 1
            return try shows(candidate)
        }
        let joined = WireSample(packets: [sample.bytes])
        guard try isGood(joined) else { return sample }
        var bytes = sample.bytes
        var count = bytes.count / 2
        while count > 0 {
            var start = 0
            var isShorter = false
            while start < bytes.count {
                var shorter = bytes
                shorter.removeSubrange(start..<min(start + count, bytes.count))
                if !shorter.isEmpty, try isGood(WireSample(packets: [shorter])) {
                    bytes = shorter
                    isShorter = true
                } else {
                    start += count
                }
            }
            if !isShorter || count > 1 { count /= 2 }
        }
        return WireSample(packets: [bytes])
    }
}
