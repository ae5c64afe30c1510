/// The clients that wait for a key, by BLPOP and its like, or for a time, by WAIT: who waits for what,
/// and until when.
///
/// It knows of no command and no value. A key is signalled when it gets a value; after the command,
/// whoever runs it takes the keys that are ready and serves those who wait for them, first come
/// first served.
package struct BlockedClients: ~Copyable {
    var lines: [BlockedKey: WaitingLine] = [:]
    /// The clients by their tickets.
    var clients: [Int: Client] = [:]
    private var lastTicket = 0
    /// The tickets of those whose wait ends by itself, in order of time.
    var deadlines = DeadlineIndex()
    /// How many clients wait for each kind of value.
    var countByKind: [ValueKind: Int] = [:]
    /// How many clients wait in each database.
    var countByDatabase: [Int: Int] = [:]
    /// The databases in which clients wait, in order.
    private(set) var databases: [Int] = []

    /// The keys that were signalled, the first first, and the same as a set.
    private var ready: [BlockedKey] = []
    private var readyFront = 0
    private var isReady: Set<BlockedKey> = []
    /// The clients that wait no longer, and that the host has to let go on.
    private var released: [ClientHandle] = []

    package init() {}

    /// Whether nobody waits.
    @inline(__always) package var isEmpty: Bool { clients.isEmpty }

    /// The number of clients that wait.
    package var count: Int { clients.count }

    /// The number of those whose wait ends by itself.
    package var timedCount: Int { deadlines.count }

    /// The clients that wait, those first that have waited longest.
    package var all: [Client] { clients.keys.sorted().compactMap { ticket in clients[ticket] } }
}

// MARK: - Waiting

extension BlockedClients {
    /// Makes a client wait: it goes to the end of the line for each of its keys.
    mutating func insert(_ client: Client, _ wait: BlockedWait) {
        precondition(client.wait == nil, "a client waits for one thing at a time")
        lastTicket += 1
        wait.ticket = lastTicket
        client.wait = wait
        clients[wait.ticket] = client
        for key in wait.keys {
            lines[key, default: WaitingLine()].append(client, ticket: wait.ticket)
        }
        if wait.hasDeadline { deadlines.insert(Self.deadline(of: wait)) }
        if let kind = wait.kind { countByKind[kind, default: 0] += 1 }
        count(wait, by: 1)
    }

    /// Ends a client's wait, and returns it; nil if it didn't wait.
    @discardableResult
    mutating func remove(_ client: Client) -> BlockedWait? {
        guard let wait = client.wait else { return nil }
        client.wait = nil
        clients[wait.ticket] = nil
        for key in wait.keys {
            lines[key]?.remove(ticket: wait.ticket)
            if lines[key]?.count == 0 { lines[key] = nil }
        }
        if wait.hasDeadline { deadlines.remove(Self.deadline(of: wait)) }
        if let kind = wait.kind { countByKind[kind, default: 0] -= 1 }
        count(wait, by: -1)
        return wait
    }

    private mutating func count(_ wait: BlockedWait, by change: Int) {
        guard let database = wait.keys.first?.database else { return }
        let count = countByDatabase[database, default: 0] + change
        countByDatabase[database] = count > 0 ? count : nil
        if count == 0 {
            databases.removeAll { $0 == database }
        } else if count == 1, change > 0 {
            databases.append(database)
            databases.sort()
        }
    }

    /// Whether clients wait in a database.
    func isWaited(in database: Int) -> Bool { countByDatabase[database] != nil }

    private static func deadline(of wait: BlockedWait) -> DeadlineIndex.Item {
        DeadlineIndex.Item(
            deadline: wait.deadlineMicroseconds, hash: UInt64(truncatingIfNeeded: wait.ticket))
    }
}

// MARK: - Ends of waits

extension BlockedClients {
    /// When the first wait ends by itself, on the monotonic clock: the last moment there is if none
    /// does.
    var nextDeadlineMicroseconds: Int { deadlines.firstDeadline }

    /// Returns the client whose time is over, and which waits longest of those; nil if there is none.
    func firstDue(_ monotonicMicroseconds: Int) -> Client? {
        guard let item = deadlines.first, item.deadline <= monotonicMicroseconds else { return nil }
        return clients[Int(truncatingIfNeeded: item.hash)]
    }

    /// Notes that a key got a value of this kind. Nothing happens if nobody waits for it.
    mutating func signal(_ key: BlockedKey, _ kind: ValueKind) {
        guard countByKind[kind, default: 0] > 0, lines[key] != nil, isReady.insert(key).inserted
        else { return }
        ready.append(key)
    }

    /// Returns the key that was signalled first, and forgets that. It can be signalled again from
    /// then on.
    mutating func takeReady() -> BlockedKey? {
        guard readyFront < ready.count else { return nil }
        let key = ready[readyFront]
        readyFront += 1
        if readyFront == ready.count {
            ready = []
            readyFront = 0
        }
        isReady.remove(key)
        return key
    }

    /// Returns the first client behind `ticket` in the line for a key that waits for such a value.
    func first(at key: BlockedKey, waitingFor kind: ValueKind, after ticket: Int) -> Client? {
        lines[key]?.first(waitingFor: kind, after: ticket)
    }

    /// Returns the keys of a database that clients wait for, those first that are waited for longest.
    func keys(in database: Int) -> [BlockedKey] {
        var seen: Set<BlockedKey> = []
        return all.flatMap { client in client.wait?.keys ?? [] }
            .filter { key in key.database == database && seen.insert(key).inserted }
    }

    /// Notes that a client may go on.
    mutating func release(_ client: Client) {
        released.append(client.handle)
    }

    /// Returns the clients that may go on, in the order in which their waits ended.
    mutating func takeReleased() -> [ClientHandle] {
        defer { released = [] }
        return released
    }
}
