/// A value that is lent to what runs meanwhile.
///
/// It takes no more than a pointer to reach it. In a property of an object each use would cost as much
/// as a short command.
@safe struct Lent<Value: ~Copyable> {
    private var pointer: UnsafeMutablePointer<Value>?

    init() {}

    /// Whether something is lent.
    var isThere: Bool { unsafe pointer != nil }

    /// Lends `value` until `body` returns. `place` is where it is to be had.
    static func lend(
        _ value: inout Value, at place: (Lent<Value>) -> Void, _ body: () -> Void
    ) {
        unsafe withUnsafeMutablePointer(to: &value) { pointer in
            var lent = Lent()
            unsafe lent.pointer = pointer
            place(lent)
            body()
            place(Lent())
        }
    }

    /// Calls `body` with what was lent.
    @inline(__always)
    func with<Result>(_ body: (inout Value) -> Result) -> Result {
        guard let pointer = unsafe pointer else { preconditionFailure("nothing is lent") }
        return unsafe body(&pointer.pointee)
    }
}
