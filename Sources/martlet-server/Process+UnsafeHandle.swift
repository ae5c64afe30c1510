import CMemory
import Glibc
import MartletServer

/// What a server does to its own process.
enum Process {
    /// The descriptors that a server needs besides those of its clients.
    static var reservedDescriptors: Int { 32 }

    private static var openFiles: __rlimit_resource_t {
        __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    }

    /// Makes signals come through, whatever the parent has blocked: a thread that starts programs
    /// often blocks all of its own. A terminal that is hung up, or a log that nobody reads, ends no
    /// server.
    static func prepareSignals() {
        var none = sigset_t()
        unsafe sigemptyset(&none)
        _ = unsafe sigprocmask(SIG_SETMASK, &none, nil)
        signal(SIGHUP, SIG_IGN)
        signal(SIGPIPE, SIG_IGN)
    }

    /// Makes the C library join what is freed with what is free beside it at once. Else it keeps small
    /// pieces apart until larger memory is asked for, and joins all of them then: after a collection of
    /// ten million elements was freed, nobody was served for a second.
    ///
    /// Large memory has pages of its own, which go back to the system with it. Else the library keeps
    /// from then on whatever is smaller than what was freed: clients that read none of their replies left
    /// a hundred megabytes of it.
    static func prepareMemory() {
        martlet_settle_freed_memory()
    }

    /// Goes on in the background, with a session of its own, without a terminal, and without what
    /// else the parent had open: whoever waits for the end of its files waits for no server.
    static func daemonize() throws(FileSystem.Failure) {
        guard daemon(1, 0) == 0 else { throw FileSystem.Failure(code: errno) }
        closefrom(3)
    }

    /// Raises the limit of open files for so many clients; returns how many it is enough for.
    static func adjustOpenFiles(clients: Int) -> Int {
        let wanted = rlim_t(clients + reservedDescriptors)
        var limit = rlimit()
        guard unsafe getrlimit(openFiles, &limit) == 0 else { return clients }
        if limit.rlim_cur >= wanted { return clients }
        var raised = limit
        raised.rlim_cur = wanted
        raised.rlim_max = max(limit.rlim_max, wanted)
        if unsafe setrlimit(openFiles, &raised) == 0 { return clients }
        raised.rlim_cur = limit.rlim_max
        raised.rlim_max = limit.rlim_max
        let isRaised = unsafe setrlimit(openFiles, &raised) == 0
        let got = Int(clamping: isRaised ? limit.rlim_max : limit.rlim_cur)
        return max(1, got - reservedDescriptors)
    }

    /// Ends the process.
    static func exit(_ code: Int32) -> Never {
        Glibc.exit(code)
    }
}
