#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the tests ask of the system.
enum TestSystem {
    /// The descriptors that the process has open, not counting the one that counts them.
    static var descriptorCount: Int { entryCount(of: "/proc/self/fd") - 1 }

    /// The threads of the process, once their number stays the same: one that was joined may still
    /// be listed for a moment.
    static var threadCount: Int {
        var count = entryCount(of: "/proc/self/task")
        for _ in 0..<100 {
            usleep(2000)
            let next = entryCount(of: "/proc/self/task")
            if next == count { return count }
            count = next
        }
        return count
    }

    /// Checks that `body` leaves no descriptor open and no thread running.
    ///
    /// The runtime opens and starts some of its own, at its own time, but not each time: what grows
    /// in each of the rounds is a leak, however small.
    static func checkNothingIsLeft(_ body: () throws -> Void) throws {
        try body()
        for _ in 0..<4 {
            let before = (descriptors: descriptorCount, threads: threadCount)
            try body()
            let after = (descriptors: descriptorCount, threads: threadCount)
            if after.descriptors <= before.descriptors, after.threads <= before.threads { return }
        }
        preconditionFailure("descriptors or threads leaked")
    }

    private static func entryCount(of folder: String) -> Int {
        guard let directory = unsafe opendir(folder) else { return 0 }
        defer { _ = unsafe closedir(directory) }
        var count = 0
        while unsafe readdir(directory) != nil { count += 1 }
        return count - 2
    }

    /// Returns a path for a file of this test's.
    static func temporaryPath(_ name: String) -> String {
        "/tmp/martlet-\(getpid())-\(UInt32.random(in: 0 ... .max))-\(name)"
    }

    /// Returns whether there is a file.
    static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0
    }
}
