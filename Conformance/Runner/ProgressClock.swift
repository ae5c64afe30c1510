import Foundation
import Synchronization

/// Tells on the terminal how far a run is that lasts so many seconds, until it is ended.
final class ProgressClock: Sendable {
    private let line: Mutex<ProgressLine?>

    init(seconds: Double) {
        let total = Int(seconds.rounded(.up))
        line = Mutex(ProgressLine(total: total))
        Thread.detachNewThread { [self] in
            let start = ContinuousClock.now
            while tell(min(total, Int((ContinuousClock.now - start) / .seconds(1)))) {
                Thread.sleep(forTimeInterval: 0.2)
            }
        }
    }

    /// Tells how many seconds are over; returns whether to go on.
    private func tell(_ seconds: Int) -> Bool {
        line.withLock { line in
            line?.tell(done: seconds)
            return line != nil
        }
    }

    /// Clears the line, for good.
    func end() {
        line.withLock { line in
            line?.clear()
            line = nil
        }
    }
}
