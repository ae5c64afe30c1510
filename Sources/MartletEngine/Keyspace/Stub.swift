extension Keyspace {
    package var nextDeadline: Int? { nil }
    package mutating func expireDue(limit: Int) -> Int { 0 }
}
extension PendingFrees {
    package var isEmpty: Bool { true }
    package mutating func freeSome(_ n: Int) -> Bool { true }
}
