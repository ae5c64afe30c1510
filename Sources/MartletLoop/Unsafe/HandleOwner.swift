/// What a handle of libuv's belongs to: the callbacks find it by the handle, and tell it what
/// happened.
///
/// A class, not a protocol: libuv keeps one pointer for a handle, and an existential has two.
package class HandleOwner {
    init() {}

    /// What the handle waits for has come: a connection, a moment, a signal, another thread's word.
    func didHappen() {}

    /// Gives the handle back, as the loop does with all of them when it stops.
    package func close() {}
}

/// What a loop belongs to, with its handles.
package class LoopOwner: HandleOwner {
    /// Runs the loop until it is stopped.
    package func run() {}

    /// The loop is about to wait.
    func willBlock() {}
}

/// What a listening socket belongs to.
package class ListeningOwner: HandleOwner {
    /// Accepts connections again, for which there was no file descriptor.
    func resume() {}
}

/// What a connected socket belongs to.
package class SocketOwner: HandleOwner {
    func didRead(_ bytes: Span<UInt8>) {}

    /// Lends the room that bytes are to be read into, if there is other than the loop's buffer.
    func withSpareRoom(_ body: (inout MutableSpan<UInt8>) -> Void) {}

    /// So many bytes of the room were filled.
    func didFillDestination(_ count: Int) {}

    /// A queued write has ended, well if `status` is 0.
    func didWrite(_ status: Int32) {}
}
