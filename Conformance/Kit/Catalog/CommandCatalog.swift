/// The commands and subcommands of the real server, as its COMMAND and COMMAND DOCS tell them.
package struct CommandCatalog: Sendable, Equatable {
    /// What is known of one command or subcommand.
    package struct Entry: Sendable, Equatable {
        /// The name in small letters, a subcommand's with its container: `client|kill`.
        package var name: String
        package var group: String
        package var arity: Int
        package var since: ServerVersion
        /// What the command takes only since a later version.
        package var newer: [NewerOption]

        /// The name as one types it: `CLIENT KILL`.
        package var title: String { name.replacing("|", with: " ").uppercased() }

        package var isSubcommand: Bool { name.contains("|") }
    }

    /// An option that came later than its command.
    package struct NewerOption: Sendable, Equatable {
        /// The word that begins it; nil for a plain value behind the others.
        package var token: String?
        package var since: ServerVersion
    }

    /// The server that it is of, with its version and build.
    package var server: String
    /// The commands by their names.
    package let entries: [Entry]
    private let places: [String: Int]

    package init(server: String, entries: [Entry]) {
        self.server = server
        self.entries = entries.sorted { $0.name < $1.name }
        places = Dictionary(
            self.entries.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { one, _ in one })
    }

    /// Reads the table of a server.
    package init(of address: ServerAddress) throws {
        let connection = try ServerFacts.authenticated(address)
        let entries = ServerCommand.all(of: connection).compactMap(Entry.init)
        self.init(server: try ServerFacts.version(of: address), entries: entries)
    }

    /// Returns the entry of a command by its name, in small letters.
    package func entry(_ name: String) -> Entry? {
        places[name].map { entries[$0] }
    }

    /// Returns the entry of the command that words call; a container's where the subcommand is unknown.
    package func entry(calledBy words: [[UInt8]]) -> Entry? {
        let names = words.prefix(2).map { String(decoding: $0, as: UTF8.self).lowercased() }
        guard let first = names.first else { return nil }
        return (names.count > 1 ? entry("\(first)|\(names[1])") : nil) ?? entry(first)
    }
}

extension CommandCatalog.Entry {
    /// Takes over what the table says; nil where it tells no version.
    init?(_ command: ServerCommand) {
        guard let since = ServerVersion(command.since) else { return nil }
        self.init(
            name: command.name, group: command.group, arity: command.arity, since: since,
            newer: command.arguments.flatMap { Self.newer($0, than: since) })
    }

    /// The options of an argument that are newer than what they belong to.
    private static func newer(
        _ argument: ServerCommand.Argument, than outer: ServerVersion
    ) -> [CommandCatalog.NewerOption] {
        let since = argument.since.flatMap { ServerVersion($0) }.map { max($0, outer) } ?? outer
        let parts = argument.children.flatMap { newer($0, than: since) }
        guard since > outer else { return parts }
        // Alternatives without a word of their own begin each with its word.
        if argument.token == nil, !argument.children.isEmpty {
            let own = argument.children.compactMap(\.token)
                .filter { token in !parts.contains { $0.token == token } }
            return own.map { .init(token: $0, since: since) } + parts
        }
        return [.init(token: argument.token, since: since)] + parts
    }
}
