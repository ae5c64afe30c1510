/// The clients that wait for one key, in the order in which they came.
///
/// Whoever leaves the middle of the line leaves a gap, which is closed when there are many: nobody
/// has to move for each who leaves.
struct WaitingLine {
    private struct Place {
        let ticket: Int
        /// Nil in a gap.
        var client: Client?
    }

    /// In the order of tickets.
    private var places: [Place] = []
    /// The first place that is no gap.
    private var front = 0
    /// The number of clients.
    private(set) var count = 0

    /// Adds a client, whose ticket is higher than any before.
    mutating func append(_ client: Client, ticket: Int) {
        places.append(Place(ticket: ticket, client: client))
        count += 1
    }

    /// Takes the client with this ticket out, if it is there.
    mutating func remove(ticket: Int) {
        let index = index(notBefore: ticket)
        guard index < places.count, places[index].ticket == ticket, places[index].client != nil
        else { return }
        places[index].client = nil
        count -= 1
        while front < places.count, places[front].client == nil { front += 1 }
        if places.count > 2 * count + 16 {
            places.removeAll { $0.client == nil }
            front = 0
        }
    }

    /// Returns the first client behind `ticket` that waits for such a value.
    func first(waitingFor kind: ValueKind, after ticket: Int) -> Client? {
        places[index(notBefore: ticket + 1)...].first { $0.client?.wait?.kind == kind }?.client
    }

    /// Returns where the place with this ticket is, or would be.
    private func index(notBefore ticket: Int) -> Int {
        var (low, high) = (front, places.count)
        while low < high {
            let middle = (low + high) / 2
            if places[middle].ticket < ticket { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The tickets of the clients, for checks.
    var tickets: [Int] { places.compactMap { $0.client == nil ? nil : $0.ticket } }
}
