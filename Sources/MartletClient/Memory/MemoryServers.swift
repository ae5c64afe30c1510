import Synchronization

/// The engines of this process that URLs name.
enum MemoryServers {
    private struct Reference {
        weak var server: Martlet?
    }

    private static let servers = Mutex<[String: Reference]>([:])

    /// Returns the engine of a name: the one that a client uses already, else a new one. It lasts as
    /// long as someone uses it.
    static func server(named name: String) throws(RedisError) -> Martlet {
        try servers.withLock { servers throws(RedisError) in
            if let server = servers[name]?.server { return server }
            servers = servers.filter { $0.value.server != nil }
            do throws(MartletError) {
                let server = try Martlet.start(.inProcess)
                servers[name] = Reference(server: server)
                return server
            } catch {
                throw RedisError(error)
            }
        }
    }
}
