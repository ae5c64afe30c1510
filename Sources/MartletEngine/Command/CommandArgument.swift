/// An argument of a command, as `COMMAND DOCS` describes it.
package struct CommandArgument: Sendable {
    package enum Kind: String, Sendable {
        case string
        case integer
        case double
        case key
        case pattern
        case unixTime = "unix-time"
        case pureToken = "pure-token"
        case oneOf = "oneof"
        case block
    }

    package struct Flags: NamedOptions {
        package let rawValue: UInt32

        package init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        package static let optionNames: [StaticString] = [
            "optional", "multiple", "multiple_token",
        ]

        package static let optional = Flags(rawValue: 1 << 0)
        package static let multiple = Flags(rawValue: 1 << 1)
        /// Its token is repeated with each value.
        package static let multipleToken = Flags(rawValue: 1 << 2)
    }

    package let name: String
    package let kind: Kind
    package let displayText: String?
    /// The key spec that finds it, by its place.
    package let keySpec: Int?
    package let token: String?
    package let since: String?
    package let deprecatedSince: String?
    package let flags: Flags
    /// The alternatives of `oneOf`, the parts of `block`.
    package let arguments: [CommandArgument]

    package init(
        _ name: String,
        _ kind: Kind,
        displayText: String? = nil,
        keySpec: Int? = nil,
        token: String? = nil,
        since: String? = nil,
        deprecatedSince: String? = nil,
        flags: Flags = [],
        arguments: [CommandArgument] = []
    ) {
        self.name = name
        self.kind = kind
        self.displayText = displayText
        self.keySpec = keySpec
        self.token = token
        self.since = since
        self.deprecatedSince = deprecatedSince
        self.flags = flags
        self.arguments = arguments
    }
}
