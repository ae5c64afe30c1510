public import ContextCache
import Hummingbird
public import LayerSupport
public import Logging
public import ServiceLifecycle
public import UploadStatus

/// The layers' HTTP service. Any number of instances may serve the same server.
///
///     let service = try LayerService(ServiceConfiguration())
///     try await service.run()
///
/// It runs until it is stopped gracefully: then it takes no more connections, lets requests and
/// streams end, and hands over what it has.
public struct LayerService: Service {
    private let configuration: ServiceConfiguration
    private let logger: Logger
    private let onStart: @Sendable (Int) async -> Void
    let layers: Layers

    /// Makes a service. Nothing is connected yet.
    ///
    /// - Parameters:
    ///   - planner: What does tasks; nil for a ``LocalPlanner``.
    ///   - agent: What absorbs users' messages; nil to write them to a file.
    ///   - chatHandler: What chats are handed over to; nil to write them to a file.
    ///   - uploader: Where files are uploaded to; nil for a folder.
    ///   - compressor: What makes images smaller before; nil to upload them as they are.
    ///   - onStart: Takes the port, once requests are served.
    /// - Throws: `RedisError` if the server's URL is none; an error if the folder can't be made.
    public init(
        _ configuration: ServiceConfiguration, planner: (any Planner)? = nil,
        agent: (any MemoryAgent)? = nil, chatHandler: ChatBuffer.Handler? = nil,
        uploader: (any FileUploader)? = nil, compressor: (any ImageCompressor)? = nil,
        clock: any LayerClock = .system, logger: Logger? = nil,
        onStart: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        self.configuration = configuration
        var logger = logger ?? Logger(label: "martlet-layers")
        logger.logLevel = Logger.Level(rawValue: configuration.logLevel) ?? .info
        self.logger = logger
        self.onStart = onStart
        layers = try Layers(
            configuration, planner: planner, agent: agent, chatHandler: chatHandler,
            uploader: uploader, compressor: compressor, clock: clock, logger: logger)
    }

    /// The OpenAPI document, as it is served.
    public static var openAPI: String { OpenAPIDocument.text(of: Route.all) }

    /// Serves until the service is stopped.
    ///
    /// - Throws: An error if the port can't be listened at.
    public func run() async throws {
        let limits = configuration.limits
        let connections = roomForClients()
        let onStart = onStart
        let application = Application(
            responder: RouteResponder(routes: Route.all, layers: layers),
            server: .http1(
                configuration: .init(idleTimeout: .seconds(Int64(limits.idleSeconds)))),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                availableConnectionsDelegate: .maximum(connections, logger: logger)),
            onServerRunning: { await onStart($0.localAddress?.port ?? 0) }, logger: logger)
        await layers.tasks.start()
        let result: Result<Void, any Error>
        do { result = .success(try await application.run()) } catch { result = .failure(error) }
        await layers.close()
        try result.get()
    }

    /// Returns how many connections there may be. More than there are files to open would each fail over
    /// and over again; they wait instead.
    private func roomForClients() -> Int {
        let (wanted, files) = (configuration.limits.connections, OpenFiles.limit)
        let room = OpenFiles.roomForClients(configuration, of: files)
        if room < wanted {
            logger.warning(
                """
                limits.connections is \(wanted), but the process may have \(files) files open \
                (ulimit -n), which is enough for \(room) connections
                """)
        }
        return min(wanted, room)
    }
}
