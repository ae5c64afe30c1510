import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// Where a server is, and who its client is there.
struct Endpoint: Sendable {
    enum Place: Hashable, Sendable {
        case tcp(RedisAddress)
        case unix(path: String)
    }

    var place: Place
    var usesTLS = false
    var user: String?
    var password: String?
    var database = 0
    var options: RedisOptions

    /// Makes a connection, and says who the client is.
    ///
    /// - Parameter onPush: Called on the connection's loop with what the server sends unasked.
    /// - Throws: ``RedisError``; `CancellationError`.
    func connect(
        isForPushes: Bool = false, onPush: @escaping @Sendable ([RESPValue]) -> Void = { _ in }
    ) async throws -> NodeConnection {
        let connection: NodeConnection
        do {
            connection = try await open(isForPushes, onPush)
        } catch let error as RedisError {
            throw error
        } catch {
            try Task.checkCancellation()
            throw RedisError(code: .connection, message: "\(self) can't be reached: \(error)")
        }
        do {
            try await greet(on: connection)
            return connection
        } catch {
            connection.close(.connectionLost)
            guard let error = error as? RedisError, error.mayHaveRun else { throw error }
            // None of the caller's commands was sent.
            throw RedisError(code: error.code, message: error.message)
        }
    }

    private func open(
        _ isForPushes: Bool, _ onPush: @escaping @Sendable ([RESPValue]) -> Void
    ) async throws -> NodeConnection {
        let tls = try usesTLS ? context() : nil
        let limit = options.queueLimit
        let grace = TimeAmount(options.commandTimeout)
        let findsPushes = isForPushes && options.protocolVersion == 2
        // Set by hand: NIO would refuse an address as the name.
        var name: String?
        if case .tcp(let address) = place, !address.isNumeric { name = address.host }
        let hostname = name
        let setUp: @Sendable (any Channel) -> EventLoopFuture<NodeConnection> = { channel in
            channel.eventLoop.makeCompletedFuture {
                let pipeline = channel.pipeline.syncOperations
                if let tls {
                    let handler = try NIOSSLClientHandler(context: tls, serverHostname: hostname)
                    try pipeline.addHandler(handler)
                }
                let outbox = NodeConnection.Outbox()
                let handler = ConnectionHandler(
                    outbox, grace: grace, findsPushesInArrays: findsPushes, onPush: onPush)
                try pipeline.addHandler(handler)
                let bound = NIOLoopBound(handler, eventLoop: channel.eventLoop)
                return NodeConnection(channel, bound, outbox, queueLimit: limit)
            }
        }
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(options.connectTimeout))
        switch place {
        case .unix(let path):
            return try await bootstrap.connect(
                unixDomainSocketPath: path, channelInitializer: setUp)
        case .tcp(let address):
            return try await bootstrap.channelOption(.socketOption(.so_keepalive), value: 1)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .connect(host: address.host, port: address.port, channelInitializer: setUp)
        }
    }

    private func context() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        if let file = options.trustedCertificates { configuration.trustRoots = .file(file) }
        if let (certificate, key) = options.clientCertificate {
            configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate)
                .map { .certificate($0) }
            configuration.privateKey = .privateKey(
                try NIOSSLPrivateKey(file: key, format: .pem))
        }
        return try NIOSSLContext(configuration: configuration)
    }

    private func greet(on connection: NodeConnection) async throws {
        if options.protocolVersion >= 3 {
            var hello = RedisCommand("HELLO", 3)
            if let password { hello.append("AUTH", user ?? "default", password) }
            if let name = options.clientName { hello.append("SETNAME", name) }
            let fields = try await only(hello, on: connection).get().pairs ?? []
            let id = fields.first { $0.key.text == "id" }?.value.intValue
            connection.clientID.withLock { $0 = id }
        } else {
            if let password {
                let words = [user, password].compactMap { $0 }
                try await only(RedisCommand("AUTH", with: words), on: connection).get()
            }
            if let name = options.clientName {
                try await only(RedisCommand("CLIENT SETNAME", name), on: connection).get()
            }
            // Without it, a wait is ended by closing the connection.
            let id = try await only(RedisCommand("CLIENT ID"), on: connection).intValue
            connection.clientID.withLock { $0 = id }
        }
        if database != 0 {
            try await only(RedisCommand("SELECT", database), on: connection).get()
        }
    }

    private func only(_ command: RedisCommand, on connection: NodeConnection) async throws
        -> RESPValue
    {
        try await connection.replies(to: [command], within: options.connectTimeout)[0]
    }
}

extension Endpoint: CustomStringConvertible {
    var description: String {
        switch place {
        case .tcp(let address): "\(address)"
        case .unix(let path): path
        }
    }
}

extension RedisAddress {
    /// Whether the host is an IP address, and no name.
    fileprivate var isNumeric: Bool {
        host.contains(":") || host.allSatisfy { $0 == "." || $0.isWholeNumber }
    }
}

extension TimeAmount {
    /// The time in nanoseconds; the longest that there is if it is longer.
    init(_ duration: Duration) {
        self = .nanoseconds(Int64(min(duration / .nanoseconds(1), 9e18)))
    }
}
