import MartletEngine

/// What the command works on that runs a script, lent to what the script calls.
///
/// What the script calls most, `command`, is lent too: to reach it in the interpreter, which is an
/// object, would cost more each time.
@safe struct CurrentCall {
    private var pointer: UnsafeMutablePointer<CommandCall>?
    private var command: UnsafeMutablePointer<ScriptedCommand>?

    /// Whether something is lent.
    var isThere: Bool { unsafe pointer != nil }

    /// Lends `call` and `command` until `body` returns. `current` is where they are to be had.
    static func lend(
        _ call: inout CommandCall, _ command: inout ScriptedCommand,
        at current: (CurrentCall) -> Void, _ body: () -> Void
    ) {
        unsafe withUnsafeMutablePointer(to: &call) { pointer in
            unsafe withUnsafeMutablePointer(to: &command) { command in
                var lent = CurrentCall()
                unsafe lent.pointer = pointer
                unsafe lent.command = command
                current(lent)
                body()
                current(CurrentCall())
            }
        }
    }

    /// Calls `body` with what was lent.
    @inline(__always)
    func with<Result>(_ body: (inout CommandCall) -> Result) -> Result {
        guard let pointer = unsafe pointer else { preconditionFailure("no script runs") }
        return unsafe body(&pointer.pointee)
    }

    /// Calls `body` with all that was lent.
    @inline(__always)
    func withCommand<Result>(
        _ body: (inout ScriptedCommand, inout CommandCall) -> Result
    ) -> Result {
        guard let pointer = unsafe pointer, let command = unsafe command else {
            preconditionFailure("no script runs")
        }
        return unsafe body(&command.pointee, &pointer.pointee)
    }
}
