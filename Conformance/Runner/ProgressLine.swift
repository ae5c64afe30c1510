import Foundation

/// A line on the terminal that tells how far the run is; silent where there is no terminal.
final class ProgressLine {
    private let total: Int
    private var done = 0
    private let isShown = isatty(STDERR_FILENO) == 1

    init(total: Int) {
        self.total = total
    }

    func step() {
        done += 1
        write("\r\(done) of \(total)")
    }

    func clear() {
        write("\r\u{1b}[K")
    }

    private func write(_ text: String) {
        guard isShown else { return }
        FileHandle.standardError.write(Data(text.utf8))
    }
}
