/// Where a command's keys stand among its arguments, and what is done with them.
package struct KeySpec: Sendable {
    /// Where the first key, or the number of keys, stands.
    package enum BeginSearch: Sendable, Equatable {
        case index(Int)
        /// After a keyword, which is looked for from `startFrom` on: from the end if negative.
        case keyword(String, startFrom: Int)
        case unknown
    }

    /// How the keys go on from there.
    package enum FindKeys: Sendable, Equatable {
        /// Up to `lastKey`, relative to the first, or to the end of the arguments if negative. A
        /// `limit` of 2 and more leaves off all but one part in `limit` of the arguments.
        case range(lastKey: Int, keyStep: Int, limit: Int)
        /// As many as an argument says.
        case keyNumber(index: Int, firstKey: Int, keyStep: Int)
        case unknown
    }

    package let flags: KeyFlags
    package let notes: String?
    package let beginSearch: BeginSearch
    package let findKeys: FindKeys

    package init(
        _ flags: KeyFlags, notes: String? = nil, begin: BeginSearch, find: FindKeys
    ) {
        self.flags = flags
        self.notes = notes
        beginSearch = begin
        findKeys = find
    }
}

/// What a command does with a key: first with its value as a whole, then with the user's data in it.
package struct KeyFlags: NamedOptions {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    package static let optionNames: [StaticString] = [
        "RO", "RW", "OW", "RM", "access", "update", "insert", "delete", "not_key", "incomplete",
        "variable_flags",
    ]

    package static let readOnly = KeyFlags(rawValue: 1 << 0)
    package static let readWrite = KeyFlags(rawValue: 1 << 1)
    package static let overwrite = KeyFlags(rawValue: 1 << 2)
    package static let remove = KeyFlags(rawValue: 1 << 3)
    package static let access = KeyFlags(rawValue: 1 << 4)
    package static let update = KeyFlags(rawValue: 1 << 5)
    package static let insert = KeyFlags(rawValue: 1 << 6)
    package static let delete = KeyFlags(rawValue: 1 << 7)
    /// Not a key, but routed as one.
    package static let notKey = KeyFlags(rawValue: 1 << 8)
    /// There may be keys that the spec does not find.
    package static let incomplete = KeyFlags(rawValue: 1 << 9)
    /// The flags depend on other arguments.
    package static let variableFlags = KeyFlags(rawValue: 1 << 10)
}

/// The first key, the last and the step between keys, as clients older than key specs know them.
package struct KeyRange: Sendable, Equatable {
    package let first: Int
    package let last: Int
    package let step: Int

    package init(_ first: Int, _ last: Int, step: Int) {
        self.first = first
        self.last = last
        self.step = step
    }

    /// No keys, or none at fixed places.
    package static let none = KeyRange(0, 0, step: 0)
}
