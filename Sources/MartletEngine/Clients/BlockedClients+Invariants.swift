extension BlockedClients {
    /// Checks that lines, clients and counts tell the same.
    package func checkInvariants() {
        var places: [BlockedKey: [Int]] = [:]
        var kinds: [ValueKind: Int] = [:]
        var timed = 0
        for (ticket, client) in clients.sorted(by: { a, b in a.key < b.key }) {
            guard let wait = client.wait else { preconditionFailure("a client waits for nothing") }
            precondition(wait.ticket == ticket)
            for key in wait.keys { places[key, default: []].append(ticket) }
            precondition((wait.kind == nil) == wait.keys.isEmpty)
            if let kind = wait.kind { kinds[kind, default: 0] += 1 }
            if wait.hasDeadline { timed += 1 }
        }
        precondition(lines.mapValues(\.tickets) == places)
        precondition(lines.allSatisfy { _, line in line.count == line.tickets.count })
        precondition(countByKind.filter { $0.value > 0 } == kinds)
        precondition(deadlines.count == timed)
        precondition(databases == countByDatabase.keys.sorted())
        let countWithKeys = clients.values.count { $0.wait?.keys.isEmpty == false }
        precondition(countByDatabase.values.reduce(0, +) == countWithKeys)
    }
}
