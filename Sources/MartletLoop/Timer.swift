/// Calls its handler when a time has passed, on the loop's thread. When it's let go of, it is closed.
package final class Timer: HandleOwner {
    /// What is called. Nil once the timer is closed.
    package var handler: (() -> Void)?

    private let loop: LoopHandle
    /// Nil once the timer is closed.
    private var handle: TimerHandle?

    /// Makes a timer that has yet to be started.
    ///
    /// - Throws: The `UVError` of a loop that has stopped.
    package convenience init(on loop: Loop, handler: @escaping () -> Void) throws(UVError) {
        try self.init(on: loop.handle)
        self.handler = handler
    }

    init(on loop: LoopHandle) throws(UVError) {
        loop.preconditionOnThread()
        self.loop = loop
        let handle = try TimerHandle(on: loop)
        self.handle = handle
        super.init()
        handle.setOwner(self)
    }

    deinit {
        close()
    }

    override func didHappen() {
        handler?()
    }

    /// Makes the timer call its handler once, or again and again if `repeatMilliseconds` isn't 0.
    /// What it was started for before is forgotten.
    package func start(afterMilliseconds delay: Int, repeatMilliseconds: Int = 0) {
        assert(loop.isOnThread, "a timer is used on its loop's thread")
        handle?.start(after: max(delay, 0), repeating: max(repeatMilliseconds, 0))
    }

    /// Makes the timer call nobody until it's started again.
    package func cancel() {
        assert(loop.isOnThread, "a timer is used on its loop's thread")
        handle?.stop()
    }

    /// Whether the timer will call its handler.
    package var isActive: Bool { handle?.isActive ?? false }

    /// Gives the timer back for good.
    package override func close() {
        guard let handle else { return }
        loop.preconditionOnThread()
        self.handle = nil
        handle.close()
        handler = nil
    }
}
