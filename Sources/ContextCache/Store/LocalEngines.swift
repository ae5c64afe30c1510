import MartletClient

/// The engines of this process that stand in for a server while it is away.
///
/// When the server is back, the one that was used is retired: nobody begins to use it, and once those
/// who do are through, what is to be moved from it is moved.
struct LocalEngines {
    /// An engine and how many operations use it.
    struct Engine {
        let client: MemoryClient
        var users = 0
    }

    private var current: Engine?
    /// Those that have data to be moved, the oldest first.
    private var retired: [Engine] = []

    /// Whether there is an engine.
    var isEmpty: Bool { current == nil && retired.isEmpty }

    /// The engines' clients.
    var clients: [MemoryClient] { (retired + (current.map { [$0] } ?? [])).map(\.client) }

    /// Returns the engine for an operation that begins.
    mutating func begin() throws -> MemoryClient {
        var engine = try current ?? Engine(client: try MemoryClient())
        engine.users += 1
        current = engine
        return engine.client
    }

    /// Notes that an operation is through. Returns whether an engine can be taken now.
    mutating func end(_ client: MemoryClient) -> Bool {
        if current?.client === client {
            current?.users -= 1
            return false
        }
        guard let place = retired.firstIndex(where: { $0.client === client }) else { return false }
        retired[place].users -= 1
        return retired[place].users == 0
    }

    /// Lets nobody begin to use the engine that is in use.
    mutating func retire() {
        if let current { retired.append(current) }
        current = nil
    }

    /// Returns the oldest retired engine that nobody uses, which is the caller's from now on.
    mutating func take() -> MemoryClient? {
        guard let place = retired.firstIndex(where: { $0.users == 0 }) else { return nil }
        return retired.remove(at: place).client
    }

    /// Takes an engine back that could not be moved.
    mutating func putBack(_ client: MemoryClient) {
        retired.insert(Engine(client: client), at: 0)
    }
}
