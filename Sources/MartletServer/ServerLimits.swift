import MartletEngine

/// The settings that connections are held to.
struct ServerLimits: Sendable {
    var maxClients: Int
    /// How much of a command may wait for its rest, in bytes.
    var queryBuffer: Int
    /// How long a client may be silent; 0 is for ever.
    var timeoutSeconds: Int
    var keepAliveSeconds: Int
    var backlog: Int
    /// How long the loop looks for something to do before it blocks; 0 blocks at once.
    var spinMicroseconds: Int
    /// Whether only this machine is served: `protected-mode` without a password.
    var refusesStrangers: Bool
    var normalOutput: Settings.OutputBufferLimit
    var pubsubOutput: Settings.OutputBufferLimit

    init(_ settings: borrowing Settings) {
        maxClients = settings.maxClients
        queryBuffer = settings.clientQueryBufferLimit
        timeoutSeconds = settings.timeout
        keepAliveSeconds = settings.tcpKeepalive
        backlog = settings.tcpBacklog
        spinMicroseconds = settings.spinMicroseconds
        refusesStrangers = settings.protectedMode && settings.requirePass.isEmpty
        normalOutput = settings.clientOutputBufferLimits.normal
        pubsubOutput = settings.clientOutputBufferLimits.pubsub
    }
}
