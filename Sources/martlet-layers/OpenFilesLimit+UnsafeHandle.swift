#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How many files the process may have open.
enum OpenFilesLimit {
    /// Lets the process have as many open as it may ask for by itself: many a shell begins with 1024.
    static func raise() {
        #if canImport(Glibc)
            let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let openFiles = RLIMIT_NOFILE
        #endif
        var limit = rlimit()
        guard unsafe getrlimit(openFiles, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        // Where that is refused, what there is has to do.
        _ = unsafe setrlimit(openFiles, &limit)
    }
}
