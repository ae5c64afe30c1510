import Synchronization

/// The last commands that an engine ran, as lines of text: what a test that fails shows.
///
/// It has a lock of its own, so that it can be read while a command runs.
package final class CommandRecorder: Sendable {
    private static let mostArguments = 16
    private static let mostBytes = 80

    private struct State {
        var lines: [String] = []
        /// Where the next line goes once the ring is full.
        var next = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    /// Makes a recorder that keeps so many commands.
    package init(capacity: Int) {
        precondition(capacity > 0, "a recorder keeps one command at least")
        self.capacity = capacity
    }

    /// The commands that were kept, the oldest first.
    package var lines: [String] {
        state.withLock { state in Array(state.lines[state.next...] + state.lines[..<state.next]) }
    }

    /// Keeps a command.
    func record(_ arguments: Arguments, of call: borrowing CommandCall) {
        var line = ByteBuffer(capacity: 128)
        line.append(text: "[\(call.selected) \(call.sender)]")
        for i in 0..<min(arguments.count, Self.mostArguments) {
            line.append(" ")
            if call.isHidden(i) {
                line.append("(redacted)")
            } else {
                Self.append(arguments[i], to: &line)
            }
        }
        let left = arguments.count - Self.mostArguments
        if left > 0 { line.append(text: " (\(left) more arguments)") }
        keep(String(copying: line.span))
    }

    private static func append(_ argument: Span<UInt8>, to line: inout ByteBuffer) {
        line.appendQuoted(argument.extracting(first: mostBytes))
        let left = argument.count - mostBytes
        if left > 0 { line.append(text: "... (\(left) more bytes)") }
    }

    private func keep(_ line: String) {
        state.withLock { state in
            if state.lines.count < capacity {
                state.lines.append(line)
            } else {
                state.lines[state.next] = line
                state.next = (state.next + 1) % capacity
            }
        }
    }
}
