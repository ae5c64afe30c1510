/// Makes clients.
public enum Redis {
    /// Makes a client for a URL. Nothing is connected before it is needed.
    ///
    /// | URL | what it reaches |
    /// | --- | --- |
    /// | `martlet://memory` | an engine in this process, which all clients of the URL share |
    /// | `redis://user:password@host:6379/0` | a server |
    /// | `rediss://…` | a server, by TLS |
    /// | `redis+unix:///path/to/socket?db=0` | a server at a Unix socket |
    /// | `redis-cluster://host:port,host:port` | a cluster that these nodes belong to |
    ///
    /// `?wait=1&wait-timeout=1000` behind one of a server or a cluster is ``RedisOptions/writeConcern``: a
    /// write has to stand on one replica within a second.
    ///
    /// - Throws: ``RedisError`` with the code ``RedisError/Code/invalidURL``.
    public static func client(
        _ url: String = "martlet://memory", options: RedisOptions = RedisOptions()
    ) throws(RedisError) -> any RedisClient {
        var options = options
        let url = try RedisURL(url)
        options.writeConcern = url.writeConcern ?? options.writeConcern
        switch url.place {
        case .memory(let name):
            guard options.writeConcern == nil else {
                throw .invalidURL("an engine in this process has no replicas to wait for")
            }
            return try MemoryClient(
                of: try MemoryServers.server(named: name), database: url.database,
                name: options.clientName)
        case .tcp(let address, let tls):
            return SocketClient(Endpoint(url, .tcp(address), usesTLS: tls, options))
        case .unix(let path):
            return SocketClient(Endpoint(url, .unix(path: path), options))
        case .cluster(let nodes):
            return ClusterClient(
                nodes, like: Endpoint(url, .tcp(nodes[0]), options))
        }
    }
}

extension Endpoint {
    /// Makes an endpoint for which a URL says who the client is.
    fileprivate init(
        _ url: RedisURL, _ place: Place, usesTLS: Bool = false, _ options: RedisOptions
    ) {
        var options = options
        options.protocolVersion = url.protocolVersion ?? options.protocolVersion
        self.init(
            place: place, usesTLS: usesTLS, user: url.user, password: url.password,
            database: url.database, options: options)
    }
}
