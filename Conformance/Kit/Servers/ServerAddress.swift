import Foundation

/// Where a server listens, and the password it asks for.
package struct ServerAddress: Sendable, Equatable {
    package var host: String
    package var port: Int
    package var password: String?
    package var unixPath: String?

    package init(host: String = "127.0.0.1", port: Int, password: String? = nil) {
        self.host = host
        self.port = port
        self.password = password
    }

    /// Reads `redis://[:password@]host[:port]` or `unix:/path`.
    package init?(url text: String) {
        if text.hasPrefix("unix:") {
            self.init(host: "", port: 0)
            unixPath = String(text.dropFirst(text.hasPrefix("unix://") ? 7 : 5))
            return
        }
        guard let url = URLComponents(string: text), url.scheme == "redis" else { return nil }
        guard let host = url.host, !host.isEmpty else { return nil }
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        self.init(host: bare, port: url.port ?? 6379, password: url.password)
    }

    /// The URL without the password, as reports tell it.
    package var publicURL: String {
        if let unixPath { return "unix:\(unixPath)" }
        return "redis://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// Opens a socket to the server.
    package func connect() throws -> Socket {
        if let unixPath { return try Socket(unixPath: unixPath) }
        return try Socket(host: host, port: port)
    }
}
