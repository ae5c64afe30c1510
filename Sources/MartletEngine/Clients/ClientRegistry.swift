/// What the world outside an engine knows of a client: a place in the registry.
package struct ClientHandle: Hashable, Sendable {
    /// The client's id.
    package let id: Int
    let index: Int
}

/// The clients of an engine, and those among them that the host has to look after.
package struct ClientRegistry {
    private var places: [Client?] = []
    private var vacant: [Int] = []
    private var lastID = 0
    /// The clients that have something outgoing, or that are to be closed.
    private var waiting: [ClientHandle] = []

    package init() {}

    /// The number of clients.
    package var count: Int { places.count - vacant.count }

    /// Takes up the client that `make` makes with an id that none had before.
    package mutating func insert(_ make: (ClientHandle) -> Client) -> ClientHandle {
        lastID += 1
        let handle = ClientHandle(id: lastID, index: vacant.popLast() ?? places.count)
        if handle.index == places.count { places.append(nil) }
        places[handle.index] = make(handle)
        return handle
    }

    package mutating func remove(_ handle: ClientHandle) {
        guard self[handle] != nil else { return }
        places[handle.index] = nil
        vacant.append(handle.index)
    }

    /// The client with this handle, or nil if it has gone.
    @inline(__always) package subscript(handle: ClientHandle) -> Client? {
        guard let client = places[handle.index], client.id == handle.id else { return nil }
        return client
    }

    /// The client with this id, or nil.
    package subscript(id id: Int) -> Client? {
        places.first { client in client?.id == id } ?? nil
    }

    /// The clients, the oldest first.
    package var all: [Client] {
        places.compactMap { client in client }.sorted { a, b in a.id < b.id }
    }

    /// The clients, the oldest first, without those that were killed and are about to be closed.
    package var connected: [Client] { all.filter(\.isConnected) }

    /// Makes the host look at `client`: it has something outgoing, or is to be closed.
    package mutating func notify(_ client: Client) {
        guard !client.isWaiting else { return }
        client.isWaiting = true
        waiting.append(client.handle)
    }

    /// Whether the host has clients to look at.
    package var hasWaiting: Bool { !waiting.isEmpty }

    /// Returns the clients that the host has to look at, and forgets that.
    package mutating func takeWaiting() -> [ClientHandle] {
        defer { waiting = [] }
        for handle in waiting { self[handle]?.isWaiting = false }
        return waiting
    }
}
