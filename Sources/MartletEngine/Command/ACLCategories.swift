/// The categories by which an ACL rule names commands, in the order of `ACL CAT`.
package struct ACLCategories: NamedOptions {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Makes the set of some options. The general way to do so would cost the server's start more than
    /// all else about a row.
    package init(arrayLiteral options: ACLCategories...) {
        var rawValue: UInt32 = 0
        for option in options { rawValue |= option.rawValue }
        self.rawValue = rawValue
    }

    package static let optionNames: [StaticString] = [
        "keyspace", "read", "write", "set", "sortedset", "list", "hash", "string", "bitmap",
        "hyperloglog", "geo", "stream", "pubsub", "admin", "fast", "slow", "blocking",
        "dangerous", "connection", "transaction", "scripting",
    ]

    package static let keyspace = ACLCategories(rawValue: 1 << 0)
    package static let read = ACLCategories(rawValue: 1 << 1)
    package static let write = ACLCategories(rawValue: 1 << 2)
    package static let set = ACLCategories(rawValue: 1 << 3)
    package static let sortedSet = ACLCategories(rawValue: 1 << 4)
    package static let list = ACLCategories(rawValue: 1 << 5)
    package static let hash = ACLCategories(rawValue: 1 << 6)
    package static let string = ACLCategories(rawValue: 1 << 7)
    package static let bitmap = ACLCategories(rawValue: 1 << 8)
    package static let hyperLogLog = ACLCategories(rawValue: 1 << 9)
    package static let geo = ACLCategories(rawValue: 1 << 10)
    package static let stream = ACLCategories(rawValue: 1 << 11)
    package static let pubsub = ACLCategories(rawValue: 1 << 12)
    package static let admin = ACLCategories(rawValue: 1 << 13)
    package static let fast = ACLCategories(rawValue: 1 << 14)
    package static let slow = ACLCategories(rawValue: 1 << 15)
    package static let blocking = ACLCategories(rawValue: 1 << 16)
    package static let dangerous = ACLCategories(rawValue: 1 << 17)
    package static let connection = ACLCategories(rawValue: 1 << 18)
    package static let transaction = ACLCategories(rawValue: 1 << 19)
    package static let scripting = ACLCategories(rawValue: 1 << 20)
}
