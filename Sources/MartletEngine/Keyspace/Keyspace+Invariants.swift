extension Keyspace {
    /// Stops the program if the keyspace contradicts itself. Takes O(n).
    package borrowing func checkInvariants() {
        entries.checkInvariants()
        deadlines.checkInvariants()
        var items: [DeadlineIndex.Item] = []
        entries.forEach { entry in
            if let deadline = entry.deadline {
                items.append(
                    DeadlineIndex.Item(deadline: deadline, hash: seed.hash(entry.key)))
            }
            return true
        }
        precondition(items.sorted() == deadlines.items)
        precondition(deadlineSum == items.reduce(0) { $0 + Int128($1.deadline) })
    }
}
