package import LayerSupport

/// Requests to a service of this machine, each on a connection of its own.
extension WireClient {
    /// Sends a request, and reads the answer.
    package static func send(
        _ port: Int, _ method: String, _ path: String, _ json: JSONValue? = nil,
        headers: [String: String] = [:], body: [UInt8]? = nil
    ) async throws -> WireReply {
        let client = try await WireClient(port: port)
        var headers = headers
        if json != nil { headers["Content-Type"] = "application/json" }
        let bytes = body ?? json.map { JSONWriter.bytes(of: $0) }
        if let bytes { headers["Content-Length"] = String(bytes.count) }
        try await client.write(head(method, path, headers))
        if let bytes { try await client.write(bytes) }
        let reply = try await client.readReply(to: method)
        await client.close()
        return reply
    }

    /// Begins to read a stream of events.
    package static func events(
        _ port: Int, _ path: String, headers: [String: String] = [:]
    ) async throws -> (head: WireReply, events: EventReader) {
        let client = try await WireClient(port: port)
        try await client.write(head("GET", path, headers))
        return (try await client.readHead(), EventReader(client))
    }

    /// What a request begins with.
    package static func head(
        _ method: String, _ path: String, _ headers: [String: String] = [:]
    ) -> String {
        let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
        return "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n\(lines.joined())\r\n"
    }

    /// The body of a form with a file, and its headers.
    package static func form(
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
