import LayerSupport
import ServiceTestSupport

/// An instance of the service, as a process.
struct ServiceInstance {
    private let process: LayersProcess
    /// Where it listens, on this machine.
    let port: Int

    /// Starts an instance that finds out quickly that its server is away, and hands over chats only when
    /// it is asked to.
    static func start(_ url: String) async throws -> ServiceInstance {
        let process = try LayersProcess(
            ["serve", "--port", "0", "--redis", url, "--set", "limits.ping_seconds=1"],
            yaml: """
                redis: {socket_connect_timeout: 0.3}
                capture: {text_chat: {buffer_size: 1000000}}
                completion: {cache: {max_size: 1000000}}
                """)
        return ServiceInstance(
            process: process, port: try await process.port())
    }

    /// Sends it a request, and reads the answer.
    func send(
        _ method: String, _ path: String, _ json: JSONValue? = nil
    ) async throws -> WireReply {
        try await WireClient.send(port, method, path, json)
    }

    /// Returns what a file has that it wrote.
    func text(ofFile name: String) throws -> String {
        try process.text(ofFile: name)
    }

    /// Waits until chats and completions are on the server, those too that were kept meanwhile.
    func waitUntilConnected() async throws {
        while try await send("GET", "/api/v1/cache/stats").json["is_connected"] != true {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Asks it to stop; returns its code.
    func stop() async -> Int32 { await process.stop() }
}
