/// The settings of a server, as values: fields for what the program reads, and every directive's
/// text as CONFIG GET prints it.
///
/// A field changes with its directive's row in the table; `set(_:to:from:)` keeps both equal.
package struct Settings: Sendable {
    // Connections
    package var port = 6379
    package var bind = ["*", "-::*"]
    package var unixSocket = ""
    /// The permissions of the Unix socket, or 0 to leave them to the umask.
    package var unixSocketPermissions = 0
    package var tcpBacklog = 511
    /// Seconds.
    package var tcpKeepalive = 300
    /// Seconds after which an idle client is closed, or 0.
    package var timeout = 0
    package var maxClients = 10000
    package var protectedMode = true
    package var protoMaxBulkLen = 512 * 1024 * 1024
    package var clientQueryBufferLimit = 1024 * 1024 * 1024
    package var clientOutputBufferLimits = OutputBufferLimits()
    package var maxMemoryClients = 0
    package var trackingTableMaxKeys = 1_000_000
    /// How long the loop asks again and again for something to do before it waits, in microseconds.
    package var spinMicroseconds = 0

    // Who may do what
    package var requirePass: [UInt8] = []
    package var enableProtectedConfigs = Protection.no
    package var enableDebugCommand = Protection.no
    package var enableModuleCommand = Protection.no
    package var aclPubsubDefault = ACLPubsubDefault.resetchannels
    package var aclLogMaxLen = 128

    // The process
    package var databases = 16
    package var hz = 10
    package var dynamicHz = true
    package var daemonize = false
    package var supervised = "no"
    package var pidFile = ""
    package var logFile = ""
    package var logLevel = LogLevel.notice
    package var directory = ""
    package var ignoreWarnings = ""
    /// Seconds.
    package var shutdownTimeout = 10
    package var savePoints = SavePoint.standard
    package var savePointsAreDefault = true
    package var appendOnly = false

    // The keyspace
    package var maxMemory: UInt64 = 0
    package var maxMemoryPolicy = MaxMemoryPolicy.noeviction
    package var maxMemorySamples = 5
    package var lfuLogFactor = 10
    /// Minutes.
    package var lfuDecayTime = 1
    package var activeRehashing = true
    package var activeExpireEffort = 1
    package var lazyfreeLazyEviction = false
    package var lazyfreeLazyExpire = false
    package var lazyfreeLazyServerDel = false
    package var lazyfreeLazyUserDel = false
    package var lazyfreeLazyUserFlush = false
    package var notifyKeyspaceEvents: KeyspaceEventClasses = []

    // Encodings
    package var hashMaxListpackEntries = 512
    package var hashMaxListpackValue = 64
    package var listMaxListpackSize = -2
    package var listCompressDepth = 0
    package var setMaxIntsetEntries = 512
    package var zsetMaxListpackEntries = 128
    package var zsetMaxListpackValue = 64
    package var streamNodeMaxBytes = 4096
    package var streamNodeMaxEntries = 100
    package var hllSparseMaxBytes = 3000

    // Serialised values
    package var rdbCompression = true

    // Observing
    /// Microseconds; below 0, nothing is logged.
    package var slowlogLogSlowerThan = 10000
    package var slowlogMaxLen = 128
    /// Milliseconds, or 0 for none.
    package var latencyMonitorThreshold = 0
    package var latencyTracking = true
    package var latencyTrackingInfoPercentiles: [Double] = [50, 99, 99.9]
    /// Milliseconds.
    package var busyReplyThreshold = 5000

    /// The values that were set, by their rows in the table; the others are the defaults. So
    /// settings that nobody changed don't need the table.
    var texts: [Int: [UInt8]] = [:]

    package init() {}
}

extension Settings {
    /// Who may use something dangerous.
    package enum Protection: String, CaseIterable, Sendable {
        case no, yes, local
    }

    package enum ACLPubsubDefault: String, CaseIterable, Sendable {
        case allchannels, resetchannels
    }

    package enum LogLevel: String, CaseIterable, Sendable {
        case debug, verbose, notice, warning
    }

    package enum MaxMemoryPolicy: String, CaseIterable, Sendable {
        case volatileLRU = "volatile-lru"
        case volatileLFU = "volatile-lfu"
        case volatileRandom = "volatile-random"
        case volatileTTL = "volatile-ttl"
        case allkeysLRU = "allkeys-lru"
        case allkeysLFU = "allkeys-lfu"
        case allkeysRandom = "allkeys-random"
        case noeviction

        /// Whether keys count how often they are used, rather than when.
        package var isLFU: Bool { self == .volatileLFU || self == .allkeysLFU }
    }

    /// When a snapshot is due.
    package struct SavePoint: Equatable, Sendable {
        package var seconds: Int
        package var changes: Int

        static let standard = [
            SavePoint(seconds: 3600, changes: 1), SavePoint(seconds: 300, changes: 100),
            SavePoint(seconds: 60, changes: 10000),
        ]
    }

    /// How many bytes of replies may wait for a client of one class.
    package struct OutputBufferLimit: Equatable, Sendable {
        /// The client is closed at once beyond this many bytes, unless it is 0.
        package var hard: UInt64 = 0
        /// The client is closed when it stays beyond this many bytes for `softSeconds`.
        package var soft: UInt64 = 0
        package var softSeconds = 0
    }

    /// The limits of waiting replies for each class of clients.
    package struct OutputBufferLimits: Equatable, Sendable {
        package var normal = OutputBufferLimit()
        package var replica = OutputBufferLimit(
            hard: 256 << 20, soft: 64 << 20, softSeconds: 60)
        package var pubsub = OutputBufferLimit(hard: 32 << 20, soft: 8 << 20, softSeconds: 60)
    }
}
