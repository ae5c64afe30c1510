/// A row of the table of settings: what redis.conf, the command line and CONFIG know of a directive.
package struct ConfigDirective: Sendable {
    package let name: String
    /// An older name that means the same.
    package let alias: String?
    package let kind: ConfigKind
    /// The value a server begins with, as CONFIG GET prints it.
    package let defaultValue: String
    package let flags: ConfigFlags
    package let support: ConfigSupport

    init(
        _ name: String, _ kind: ConfigKind, default defaultValue: String, alias: String? = nil,
        flags: ConfigFlags = [], support: ConfigSupport
    ) {
        self.name = name
        self.alias = alias
        self.kind = kind
        self.defaultValue = defaultValue
        self.flags = flags
        self.support = support
    }
}

/// What CONFIG does with a directive.
package struct ConfigFlags: OptionSet, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// CONFIG SET refuses it.
    static let immutable = ConfigFlags(rawValue: 1)
    /// CONFIG SET refuses it, unless `enable-protected-configs` allows it.
    static let protected = ConfigFlags(rawValue: 1 << 1)
    /// Its value stays out of logs.
    static let sensitive = ConfigFlags(rawValue: 1 << 2)
    /// No pattern finds it.
    static let hidden = ConfigFlags(rawValue: 1 << 3)
    /// CONFIG SET refuses it while a file is loaded.
    static let denyLoading = ConfigFlags(rawValue: 1 << 4)
    /// It takes several words.
    package static let severalWords = ConfigFlags(rawValue: 1 << 5)
    /// CONFIG REWRITE leaves it out while it is empty.
    static let emptyIsUnset = ConfigFlags(rawValue: 1 << 6)
    /// CONFIG SET passes it on to the host even if the value stays the same.
    static let alwaysApplied = ConfigFlags(rawValue: 1 << 7)
}

/// What setting a directive does here.
package enum ConfigSupport: Equatable, Sendable {
    /// It works as in Redis.
    case full
    /// It is kept, and ignoring it harms nobody.
    case ignored
    /// Ignoring it would break a promise: any value but these is refused at the start.
    case refused(unless: [String])
}
