/// How far a run is, in words.
package enum ProgressText {
    /// `120 of 480 (25 %), 1:30 left`; without a time where too little is done to tell it.
    package static func line(done: Int, of total: Int, after time: Duration) -> String {
        guard total > 0 else { return "" }
        let text = "\(done) of \(total) (\(done * 100 / total) %)"
        guard done > 0, time > .seconds(2) else { return text }
        let left = time / .seconds(1) / Double(done) * Double(total - done)
        let seconds = Int(left.rounded(.up))
        let rest = seconds % 60
        return "\(text), \(seconds / 60):\(rest < 10 ? "0" : "")\(rest) left"
    }
}
