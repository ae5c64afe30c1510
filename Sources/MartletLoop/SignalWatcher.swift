/// Calls its handler on the loop's thread when the process gets a signal, which then does nothing
/// else. For executables: a library leaves the process's signals alone. It is kept alive until
/// it's closed.
package final class SignalWatcher: HandleOwner {
    private let loop: LoopHandle
    /// Nil once the watcher is closed.
    private var handle: SignalHandle?
    private var handler: (() -> Void)?

    /// Watches for `signal`.
    ///
    /// - Throws: The `UVError` of a loop that has stopped.
    package init(
        on loop: Loop, for signal: Signal, handler: @escaping () -> Void
    ) throws(UVError) {
        loop.handle.preconditionOnThread()
        self.loop = loop.handle
        self.handler = handler
        let handle = try SignalHandle(on: loop.handle, for: signal)
        self.handle = handle
        super.init()
        handle.setOwner(self)
    }

    /// Gives the signal its former meaning back.
    package override func close() {
        loop.preconditionOnThread()
        handle?.close()
        handle = nil
        handler = nil
    }

    override func didHappen() {
        handler?()
    }

    /// Makes the process ignore `signal`.
    package static func ignore(_ signal: Signal) {
        SignalHandle.ignore(signal)
    }
}
