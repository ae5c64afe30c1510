/// What belongs to a loop, taken along by closures that other threads make. Only the loop's thread
/// can look at it.
package struct LoopBound<Value>: @unchecked Sendable {
    private let loop: LoopHandle
    private let bound: Value

    init(_ value: Value, to loop: LoopHandle) {
        loop.preconditionOnThread()
        self.loop = loop
        bound = value
    }

    /// Whether the caller is on the loop's thread.
    package var isOnThread: Bool { loop.isOnThread }

    /// The value. Asked for on another thread, this is a fatal error.
    package var value: Value {
        loop.preconditionOnThread()
        return bound
    }
}
