/// What `COMMAND DOCS` tells of a command besides its summary.
package struct CommandDocs: Sendable {
    package enum Group: String, Sendable, CaseIterable {
        case generic
        case string
        case list
        case set
        case sortedSet = "sorted-set"
        case hash
        case pubsub
        case transactions
        case connection
        case server
        case scripting
        case hyperLogLog = "hyperloglog"
        case cluster
        case sentinel
        case geo
        case stream
        case bitmap
        case module
    }

    package struct Flags: NamedOptions {
        package let rawValue: UInt32

        package init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        package static let optionNames: [StaticString] = ["deprecated", "syscmd"]

        package static let deprecated = Flags(rawValue: 1 << 0)
        package static let systemCommand = Flags(rawValue: 1 << 1)
    }

    /// A change of the command in some version.
    package struct Change: Sendable {
        package let version: String
        package let text: String

        package init(_ version: String, _ text: String) {
            self.version = version
            self.text = text
        }
    }

    package let since: String
    package let group: Group
    package let complexity: String?
    package let flags: Flags
    package let deprecatedSince: String?
    package let replacedBy: String?
    package let history: [Change]
    package let arguments: [CommandArgument]

    package init(
        since: String,
        group: Group,
        complexity: String? = nil,
        flags: Flags = [],
        deprecatedSince: String? = nil,
        replacedBy: String? = nil,
        history: [Change] = [],
        arguments: [CommandArgument] = []
    ) {
        self.since = since
        self.group = group
        self.complexity = complexity
        self.flags = flags
        self.deprecatedSince = deprecatedSince
        self.replacedBy = replacedBy
        self.history = history
        self.arguments = arguments
    }
}
