import ConformanceKit
import Foundation

/// A line on the terminal that tells how far the run is; silent where there is no terminal.
final class ProgressLine {
    private let total: Int
    private var done = 0
    private let start = ContinuousClock.now
    private var isShownAt: ContinuousClock.Instant?
    private let isShown = isatty(STDERR_FILENO) == 1

    init(total: Int) {
        self.total = total
    }

    func step() {
        tell(done: done + 1)
    }

    /// Tells how much is done.
    func tell(done count: Int) {
        done = count
        let now = ContinuousClock.now
        // A terminal is not to be written to thousands of times a second.
        guard isShown, isShownAt.map({ now - $0 > .milliseconds(100) }) ?? true else { return }
        isShownAt = now
        write("\r\u{1b}[K" + ProgressText.line(done: done, of: total, after: now - start))
    }

    func clear() {
        write("\r\u{1b}[K")
    }

    private func write(_ text: String) {
        guard isShown else { return }
        FileHandle.standardError.write(Data(text.utf8))
    }
}
