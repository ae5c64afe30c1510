import CLibuv

/// What the process takes of the machine, and what both are called.
package struct ProcessFigures: Sendable {
    /// The bytes of memory that the system has given.
    package var residentCount = 0
    /// Processor time of the process, in microseconds.
    package var userMicroseconds = 0
    package var systemMicroseconds = 0
    /// The part of it that the calling thread took.
    package var threadUserMicroseconds = 0
    package var threadSystemMicroseconds = 0

    /// Looks at the process as it is now.
    package init() {
        residentCount = Self.residentCount
        var usage = uv_rusage_t()
        if unsafe uv_getrusage(&usage) == 0 {
            userMicroseconds = Self.microseconds(usage.ru_utime)
            systemMicroseconds = Self.microseconds(usage.ru_stime)
        }
        var user: Int64 = 0
        var kernel: Int64 = 0
        unsafe martlet_thread_usage(&user, &kernel)
        threadUserMicroseconds = Int(user)
        threadSystemMicroseconds = Int(kernel)
    }

    /// The bytes of memory that the system has given now.
    package static var residentCount: Int {
        var resident = 0
        return unsafe uv_resident_set_memory(&resident) == 0 ? resident : 0
    }

    private static func microseconds(_ time: uv_timeval_t) -> Int {
        time.tv_sec * 1_000_000 + Int(time.tv_usec)
    }
}

/// What the allocator has handed out, and what it holds.
///
/// It counts what it holds back free piece by piece: with a million of them that takes a tenth of a
/// second.
package struct HeapFigures: Sendable {
    /// The bytes that are allocated; 0 where that can't be told.
    package var allocatedCount = 0
    /// The bytes that the allocator holds for them.
    package var heldCount = 0
    /// How long the look took, in nanoseconds.
    package var cost = 0

    /// Asks the allocator.
    package init() {
        let start = MonotonicClock.nanoseconds()
        var used: Int64 = 0
        var held: Int64 = 0
        unsafe martlet_heap(&used, &held)
        allocatedCount = Int(used)
        heldCount = Int(held)
        cost = MonotonicClock.nanoseconds() - start
    }
}

/// What doesn't change while the process runs.
package enum ProcessNames {
    /// The number that the system knows the process by.
    package static var id: Int { Int(uv_os_getpid()) }

    /// The bytes of memory that the machine has.
    package static var systemMemoryCount: Int { Int(clamping: uv_get_total_memory()) }

    /// What malloc this is.
    package static var allocator: String { "libc" }

    /// What the loop waits with.
    package static var multiplexing: String {
        #if os(Linux)
            "epoll"
        #else
            "kqueue"
        #endif
    }

    /// The path of the program, or an empty text if it can't be told.
    package static var executable: String {
        var path = [CChar](repeating: 0, count: 4096)
        var count = path.count
        guard unsafe uv_exepath(&path, &count) == 0 else { return "" }
        return String(decoding: path.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The system's name, release and machine: `Linux 6.1.0 x86_64`.
    package static var operatingSystem: String {
        var names = uv_utsname_t()
        guard unsafe uv_os_uname(&names) == 0 else { return "" }
        return [text(names.sysname), text(names.release), text(names.machine)].joined(
            separator: " ")
    }

    /// The text in one of the arrays of `uv_utsname_t`, which C imports as tuples.
    private static func text<Characters>(_ characters: Characters) -> String {
        unsafe withUnsafeBytes(of: characters) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
