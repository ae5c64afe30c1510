import ContextCache
import Foundation
import LayerSupport
import Logging
import ServiceLifecycle
import ServiceTestSupport
import Testing
import UploadStatus

@testable import LayerService

/// A service that runs for a test, at a port of its own.
struct TestService: Sendable {
    let port: Int
    let layers: Layers
    let folder: URL

    /// Calls `body` with a service, which is stopped afterwards.
    ///
    /// - Parameters:
    ///   - url: Where the data are; an engine of its own if nil.
    ///   - settings: What isn't as by default.
    ///   - yaml: What its file says.
    static func run(
        url: String? = nil, _ settings: [String: String] = [:], yaml: String = "",
        planner: (any Planner)? = nil, agent: (any MemoryAgent)? = nil,
        chatHandler: ChatBuffer.Handler? = nil, uploader: (any FileUploader)? = nil,
        compressor: (any ImageCompressor)? = nil, clock: any LayerClock = .system,
        _ body: @escaping @Sendable (TestService) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "layers-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var arguments = settings
        arguments["server.port"] = "0"
        arguments["data.folder"] = folder.path
        arguments["redis.url"] = url ?? "martlet://memory?name=\(UUID().uuidString)"
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let service = try LayerService(
            ServiceConfiguration(yaml: yaml, arguments: arguments), planner: planner,
            agent: agent, chatHandler: chatHandler, uploader: uploader, compressor: compressor,
            clock: clock, logger: logger
        ) { port in continuation.yield(port) }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [service], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { continuation.finish() }
                try await group.run()
            }
            tasks.addTask {
                var iterator = ports.makeAsyncIterator()
                guard let port = await iterator.next() else { return }
                let result: Result<Void, any Error>
                do {
                    result = .success(
                        try await body(
                            TestService(port: port, layers: service.layers, folder: folder)))
                } catch {
                    result = .failure(error)
                }
                await group.triggerGracefulShutdown()
                try result.get()
            }
            try await tasks.waitForAll()
        }
    }

    /// Sends a request on a connection of its own, and checks that the answer is as the document says.
    func send(
        _ method: String, _ path: String, _ json: JSONValue? = nil,
        headers: [String: String] = [:], body: [UInt8]? = nil
    ) async throws -> WireReply {
        let reply = try await WireClient.send(
            port, method, path, json, headers: headers, body: body)
        try Contract.check(reply, method, path)
        return reply
    }

    /// Begins to read a stream of events.
    func events(
        _ path: String, headers: [String: String] = [:]
    ) async throws -> (head: WireReply, events: EventReader) {
        try await WireClient.events(port, path, headers: headers)
    }
}
