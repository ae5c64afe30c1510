/// The settings that connections are held to.
struct ServerLimits: Sendable {
    var maxClients = 10000
    /// How long a client may be silent; 0 is for ever.
    var timeoutSeconds = 0
    var keepAliveSeconds = 300
    var backlog = 511
    /// Whether only this machine is served: `protected-mode` without a password.
    var refusesStrangers = true
    var normalOutput = OutputBufferLimit()
    var pubsubOutput = OutputBufferLimit()
}

/// A limit for the bytes that wait to be sent to a client; 0 is none.
struct OutputBufferLimit: Sendable {
    var hardCount = 0
    var softCount = 0
    /// How long the soft limit may be exceeded.
    var softSeconds = 0
}

/// What a server's connections added up to.
struct ConnectionStatistics {
    var inputCount = 0
    var outputCount = 0
    var receivedCount = 0
    var rejectedCount = 0
}
