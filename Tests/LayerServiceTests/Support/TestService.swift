import Foundation
import LayerSupport
import Logging
import ServiceLifecycle
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
        agent: (any MemoryAgent)? = nil, clock: any LayerClock = .system,
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
            ServiceConfiguration(yaml: yaml, arguments: arguments), agent: agent, clock: clock,
            logger: logger
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
        let client = try await WireClient(port: port)
        var headers = headers
        if json != nil { headers["Content-Type"] = "application/json" }
        let bytes = body ?? json.map { JSONWriter.bytes(of: $0) }
        if let bytes { headers["Content-Length"] = String(bytes.count) }
        try await client.write(Self.head(method, path, headers))
        if let bytes { try await client.write(bytes) }
        let reply = try await client.readReply(to: method)
        await client.close()
        try Contract.check(reply, method, path)
        return reply
    }

    /// Begins to read a stream of events.
    func events(
        _ path: String, headers: [String: String] = [:]
    ) async throws -> (head: WireReply, events: EventReader) {
        let client = try await WireClient(port: port)
        try await client.write(Self.head("GET", path, headers))
        return (try await client.readHead(), EventReader(client))
    }

    static func head(_ method: String, _ path: String, _ headers: [String: String]) -> String {
        let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
        return "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(lines.joined())\r\n"
    }

    /// The body of a form with a file, and its headers.
    static func form(
        _ file: [UInt8], name: String = "a.png", fields: [String: String] = [:]
    ) -> (headers: [String: String], body: [UInt8]) {
        var text = ""
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            text += "--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }
        text += "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n"
        text += "Content-Type: application/octet-stream\r\n\r\n"
        return (
            ["Content-Type": "multipart/form-data; boundary=edge"],
            Array(text.utf8) + file + Array("\r\n--edge--\r\n".utf8)
        )
    }
}
