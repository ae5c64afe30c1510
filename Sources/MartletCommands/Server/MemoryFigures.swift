import MartletEngine

/// What MEMORY tells of the process and the databases as a whole, in bytes.
struct MemoryFigures {
    /// What the tables of one database take.
    struct Database {
        let index: Int
        let keys: Int
        let table: Int
        let deadlines: Int
    }

    let allocated: Int
    let peak: Int
    let startup: Int
    let resident: Int
    let clients: Int
    /// What the scripts and functions take that are kept.
    let scripts: Int
    let functions: Int
    let databases: [Database]

    init(_ call: inout CommandCall) {
        let facts = call.host.facts
        allocated = facts.allocatedCount
        resident = facts.residentCount
        peak = max(facts.allocatedCount, facts.peakAllocatedCount)
        startup = facts.startupAllocatedCount
        clients = call.clients.all.reduce(0) { sum, client in
            sum + client.buffers.unreadCapacity + client.buffers.unsentCount
        }
        let kept = call.scripts?.figures ?? ScriptFigures()
        scripts = kept.scriptBytes
        functions = kept.functionBytes
        var databases: [Database] = []
        for index in 0..<call.databaseCount {
            let database = call.withDatabase(index) { keyspace in
                Database(
                    index: index, keys: keyspace.count, table: keyspace.tableMemory,
                    deadlines: keyspace.expiringCount > 0 ? keyspace.deadlineMemory : 0)
            }
            if database.keys > 0 { databases.append(database) }
        }
        self.databases = databases
    }

    var keys: Int { databases.reduce(0) { $0 + $1.keys } }

    /// What is taken besides keys and values.
    var overhead: Int {
        databases.reduce(startup + clients + scripts + functions) { $0 + $1.table + $1.deadlines }
    }

    /// What keys and values take.
    var dataset: Int { max(0, allocated - overhead) }

    /// What was taken since the start.
    var sinceStart: Int { max(0, allocated - startup) }

    /// Returns how much one figure is of another, or 0 of nothing.
    static func ratio(_ part: Int, of whole: Int) -> Double {
        whole > 0 ? Double(part) / Double(whole) : 0
    }
}
