/// Why a key is looked up: what the look-up leaves behind.
package struct KeyAccess: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The look-up is a use, which idle times and eviction are told of.
    static let marksUse = KeyAccess(rawValue: 1)
    /// The look-up counts as a hit or a miss.
    static let counts = KeyAccess(rawValue: 2)
    /// Nobody is told of a miss.
    static let isSilent = KeyAccess(rawValue: 4)

    /// A command reads the value.
    package static let read: KeyAccess = [.marksUse, .counts]
    /// A command is about to change the value.
    package static let write: KeyAccess = [.marksUse]
    /// A command reads something about the key, such as its type.
    package static let glance: KeyAccess = [.counts]
    /// A command reads something about how the value is kept.
    package static let inspection: KeyAccess = [.counts, .isSilent]
    /// The look-up leaves no trace.
    package static let peek: KeyAccess = []
}

/// How often commands that read found their keys.
package struct KeyspaceStatistics: Equatable, Sendable {
    package var hits = 0
    package var misses = 0
    /// How many keys were removed because their time had come.
    package var expired = 0

    package init() {}
}

/// What happened to a key without a command's doing.
package enum KeyspaceNotice: Equatable, Sendable {
    case expired(key: [UInt8])
    case missed(key: [UInt8])
    case new(key: [UInt8])
}

/// What becomes of a key's expiry when it gets a new value.
package enum ExpiryChange: Equatable, Sendable {
    /// The key no longer expires.
    case clear
    case keep
    /// The key expires at this millisecond since 1970.
    case at(Int)
}

/// When a key expires.
package enum KeyExpiry: Equatable, Sendable {
    case missing
    case never
    /// In milliseconds since 1970.
    case at(Int)
}

/// In which encoding Redis would keep a new string.
package enum StringEncoding: Sendable {
    /// An integer if it spells one, else by its length.
    case automatic
    /// By its length, even if it spells an integer.
    case text
    /// `raw`, even if it is short.
    case raw
}
