import MartletLoop

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What tests ask of the system.
enum TestSystem {
    /// Lowers how many file descriptors the process may have: about `count` more than it has.
    static func limitDescriptors(toMore count: Int) {
        let next = openDescriptor()
        closeDescriptor(next)
        let count = Int(next) + count
        var limit = rlimit(rlim_cur: rlim_t(count), rlim_max: rlim_t(count))
        #if canImport(Glibc)
            unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        #else
            unsafe setrlimit(RLIMIT_NOFILE, &limit)
        #endif
    }

    /// Opens and leaves `/dev/null`; returns -1 if there is no descriptor left.
    static func openDescriptor() -> Int32 { unsafe open("/dev/null", O_RDONLY) }

    static func closeDescriptor(_ descriptor: Int32) {
        close(descriptor)
    }

    /// Sends the signal to the process: some thread gets it soon.
    static func raise(_ signal: Signal) {
        kill(getpid(), signal.rawValue)
    }

    /// Waits for a signal that ends the process, but not for ever.
    static func waitForEnd() { sleep(20) }

    static func exitNormally() -> Never { exit(0) }

    /// The permission bits of what lies at `path`; nil if there is nothing.
    static func permissions(at path: String) -> UInt32? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return UInt32(status.st_mode & 0o777)
    }

    static func makeFile(at path: String) {
        close(unsafe open(path, O_CREAT | O_WRONLY, 0o600))
    }

    /// A path that no other test uses.
    static func socketPath(_ name: String) -> String {
        "/tmp/martlet-loop-\(getpid())-\(name).sock"
    }

    /// Whether SIGPIPE is blocked for the calling thread.
    static var isBrokenPipeBlocked: Bool {
        var mask = sigset_t()
        _ = unsafe pthread_sigmask(SIG_BLOCK, nil, &mask)
        return unsafe sigismember(&mask, SIGPIPE) == 1
    }

    /// The value of a socket's option; nil if it has none.
    static func option(_ descriptor: Int, _ level: Int, _ option: Int32) -> Int? {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        let code = unsafe getsockopt(Int32(descriptor), Int32(level), option, &value, &size)
        return code == 0 ? Int(value) : nil
    }

    static func hasNoDelay(_ descriptor: Int) -> Bool {
        option(descriptor, IPPROTO_TCP, TCP_NODELAY) == 1
    }

    /// Seconds until a silent peer is asked; nil if it isn't.
    static func keepAliveSeconds(_ descriptor: Int) -> Int? {
        guard option(descriptor, Int(SOL_SOCKET), SO_KEEPALIVE) == 1 else { return nil }
        return option(descriptor, IPPROTO_TCP, TCP_KEEPIDLE)
    }
}

/// Memory that stays where it is, filled by a stream.
@safe final class TestDestination: ReadDestination {
    private let memory: UnsafeMutableBufferPointer<UInt8>
    private(set) var filled = 0

    init(capacity: Int) {
        unsafe memory = .allocate(capacity: capacity)
        unsafe memory.initialize(repeating: 0)
    }

    deinit {
        unsafe memory.deallocate()
    }

    var bytes: [UInt8] { unsafe Array(memory[..<filled]) }

    func withSpareRoom(_ body: (inout MutableSpan<UInt8>) -> Void) {
        let rest = unsafe UnsafeMutableBufferPointer(rebasing: memory[filled...])
        var room = unsafe rest.mutableSpan
        body(&room)
    }

    func didFill(_ count: Int) {
        filled += count
    }
}

/// So many zeros that take no memory: pages that nobody has written.
@safe final class TestZeros: WriteSource {
    private let memory: UnsafeBufferPointer<UInt8>

    init(count: Int) {
        let base = unsafe mmap(
            nil, count, PROT_READ, Int32(MAP_PRIVATE) | Int32(MAP_ANONYMOUS) | Int32(MAP_NORESERVE),
            -1, 0)
        let bytes = unsafe base?.assumingMemoryBound(to: UInt8.self)
        unsafe memory = UnsafeBufferPointer(start: bytes, count: count)
    }

    deinit {
        unsafe munmap(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count)
    }

    func withBytes(_ body: (Span<UInt8>) -> Void) {
        body(unsafe memory.span)
    }
}
