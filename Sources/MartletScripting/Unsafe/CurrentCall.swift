import MartletEngine

/// What the command works on that runs a script, lent to what the script calls.
@safe struct CurrentCall {
    private var pointer: UnsafeMutablePointer<CommandCall>?

    /// Whether something is lent.
    var isThere: Bool { unsafe pointer != nil }

    /// Lends `call` until `body` returns. `current` is where it is to be had.
    static func lend(
        _ call: inout CommandCall, at current: (CurrentCall) -> Void, _ body: () -> Void
    ) {
        unsafe withUnsafeMutablePointer(to: &call) { pointer in
            var lent = CurrentCall()
            unsafe lent.pointer = pointer
            current(lent)
            body()
            current(CurrentCall())
        }
    }

    /// Calls `body` with what was lent.
    @inline(__always)
    func with<Result>(_ body: (inout CommandCall) -> Result) -> Result {
        guard let pointer = unsafe pointer else { preconditionFailure("no script runs") }
        return unsafe body(&pointer.pointee)
    }
}
