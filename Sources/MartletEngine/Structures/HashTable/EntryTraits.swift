/// A word about an entry: its kind, two flags, and when or how often it was used.
package struct EntryTraits: Equatable, Sendable {
    /// From the lowest bit: 4 for the kind, 4 for the flags, 24 for the use.
    var rawValue: UInt32

    static let deadlineFlag: UInt32 = 1 << 4
    static let rawFlag: UInt32 = 1 << 5
    static let usageShift: UInt32 = 8

    @inline(__always)
    init(_ kind: ValueKind, isRaw: Bool = false, hasDeadline: Bool = false, usage: UInt32 = 0) {
        rawValue =
            UInt32(kind.rawValue) | (hasDeadline ? Self.deadlineFlag : 0)
            | (isRaw ? Self.rawFlag : 0) | usage &<< Self.usageShift
    }

    /// Whether the entry expires: a word in front of it tells when.
    @inline(__always) var hasDeadline: Bool {
        get { rawValue & Self.deadlineFlag != 0 }
        set { rawValue = rawValue & ~Self.deadlineFlag | (newValue ? Self.deadlineFlag : 0) }
    }

    /// Whether Redis would keep a string in the encoding `raw` although it is short, or an integer in
    /// an object of its own although it is small.
    @inline(__always) var isRaw: Bool {
        get { rawValue & Self.rawFlag != 0 }
        set { rawValue = rawValue & ~Self.rawFlag | (newValue ? Self.rawFlag : 0) }
    }

    /// The 24 bits in which Redis keeps an object's last use, or how often it is used.
    @inline(__always) var usage: UInt32 {
        get { rawValue &>> Self.usageShift }
        set { rawValue = rawValue & 0xff | newValue &<< Self.usageShift }
    }

    /// Returns the traits after the value became another integer.
    @inline(__always) func ofNewInteger(usage: UInt32) -> EntryTraits {
        var traits = self
        traits.rawValue =
            rawValue & (0xff ^ Self.rawFlag) | usage &<< Self.usageShift
        return traits
    }

    /// The bytes that the deadline takes in front of the header.
    @inline(__always) var deadlineSize: Int {
        Int(truncatingIfNeeded: (rawValue &>> 1) & 8)
    }
}

/// What a new entry is to have besides its key and value.
package struct EntryAttributes: Equatable, Sendable {
    /// The 24 bits about the entry's use.
    package var usage: UInt32
    /// Whether a string is to be reported as `raw`, however short.
    package var isRaw: Bool
    /// When the entry expires, in milliseconds since 1970.
    package var deadline: Int?

    package init(usage: UInt32 = 0, isRaw: Bool = false, deadline: Int? = nil) {
        self.usage = usage
        self.isRaw = isRaw
        self.deadline = deadline
    }
}
