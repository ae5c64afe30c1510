#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The signals that the calling thread had blocked before its loop ran.
@safe struct SignalMask {
    private let former: sigset_t

    /// Blocks SIGPIPE for this thread: libuv writes with `write`, which signals the thread if the
    /// peer is gone. An embedding program's own handling of the signal stays as it is.
    static func blockBrokenPipe() -> SignalMask {
        var signals = brokenPipe
        var former = sigset_t()
        _ = unsafe pthread_sigmask(SIG_BLOCK, &signals, &former)
        return SignalMask(former: former)
    }

    /// Puts the thread's mask back; a SIGPIPE that came in between is forgotten.
    func restore() {
        var former = former
        guard unsafe sigismember(&former, SIGPIPE) == 0 else { return }
        var pending = sigset_t()
        unsafe sigpending(&pending)
        if unsafe sigismember(&pending, SIGPIPE) == 1 {
            var signals = Self.brokenPipe
            var number: Int32 = 0
            unsafe sigwait(&signals, &number)
        }
        _ = unsafe pthread_sigmask(SIG_SETMASK, &former, nil)
    }

    private static var brokenPipe: sigset_t {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGPIPE)
        return signals
    }
}
