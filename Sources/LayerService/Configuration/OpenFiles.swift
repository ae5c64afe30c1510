import Foundation

/// How many files this process may have open: each connection is one.
enum OpenFiles {
    /// As many as the system lets the process have (`ulimit -n`).
    static var limit: Int {
        let limit = sysconf(Int32(_SC_OPEN_MAX))
        return limit > 0 ? Int(limit) : .max
    }

    /// What the process needs besides: logs, event loops, files that are being copied.
    private static let reserve = 64

    /// Returns for how many clients there is room, besides the connections to the server and the files that
    /// are being uploaded. If there is little room, clients get half of it.
    static func roomForClients(_ configuration: ServiceConfiguration, of limit: Int) -> Int {
        let others =
            configuration.redisConnections + configuration.limits.pendingUploads + reserve
        return max(limit - min(others, limit), limit / 2)
    }
}
