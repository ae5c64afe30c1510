/// A command or subcommand with the words of its options, as a server's COMMAND DOCS tells them.
package struct CommandOptions: Sendable, Equatable {
    /// The name as one types it: `CLIENT KILL`.
    package var name: String
    /// The words in capitals.
    package var words: Set<String>

    /// Reads the table of a server; containers, of which only subcommands can be called, are left out.
    package static func all(of address: ServerAddress) throws -> [CommandOptions] {
        ServerCommand.all(of: try ServerFacts.authenticated(address))
            .filter { $0.subcommandCount == 0 }
            .map { command in
                CommandOptions(
                    name: command.words.joined(separator: " ").uppercased(),
                    words: Set(command.arguments.flatMap(\.words)))
            }
    }
}

extension ServerCommand.Argument {
    /// The words of the argument and of all within it.
    fileprivate var words: [String] {
        (token.map { [$0.uppercased()] } ?? []) + children.flatMap(\.words)
    }
}
