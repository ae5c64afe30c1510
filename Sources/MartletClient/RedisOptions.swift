import Logging

/// How a client behaves, besides what its URL says.
public struct RedisOptions: Sendable {
    /// What `CLIENT GETNAME` tells; nil for no name.
    public var clientName: String?
    /// How long a command may take, from when it is asked for until its reply is there; the time that
    /// a blocking command waits comes on top.
    public var commandTimeout = Duration.seconds(10)
    /// How long it may take to connect, TLS and AUTH included.
    public var connectTimeout = Duration.seconds(5)
    /// How many connections share the ordinary commands: to each node, in a cluster.
    public var sharedConnections = 2
    /// How many connections may be in use for one caller each at most: for commands that block,
    /// sessions, and pushes. To each node, in a cluster.
    public var exclusiveConnections = 256
    /// How many of those are kept when nobody uses them.
    public var idleConnections = 8
    /// How many commands may wait for their replies at most, on one connection. More fail with
    /// ``RedisError/Code/queueFull``.
    public var queueLimit = 16_384
    /// On how many replicas each write has to stand; nil for the server alone. A URL may say it too.
    public var writeConcern: RedisWriteConcern?
    /// How long to wait before a connection is tried again that could not be made.
    public var backoff = RedisBackoff()
    /// The protocol: 3, or 2 for servers that know no other.
    public var protocolVersion = 3
    /// A file of certificates in PEM that a server's has to be signed by, for `rediss://`; nil for
    /// those that the system trusts.
    public var trustedCertificates: String?
    /// Files of the client's own certificate and its private key in PEM, if the server asks for one.
    public var clientCertificate: (certificate: String, key: String)?
    /// Where the client logs; nil is nowhere.
    public var logger: Logger?

    /// The options that suit most.
    public init() {}
}
