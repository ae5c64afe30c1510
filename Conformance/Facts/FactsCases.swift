/// The conformance cases that ask for each command what `COMMAND` tells of it.
enum FactsCases {
    static var text: String {
        let head = """
            # Written by `swift run command-facts`: what COMMAND tells of each command that we have.

            """
        return CommandList.files.flatMap(\.commands).reduce(into: head) { $0 += cases(of: $1) }
    }

    private static func cases(of name: String) -> String {
        // A container's subcommands come in the order of a hash table that is seeded anew.
        let order = CommandList.isContainer(name) ? ".unordered" : ""
        let info = """

            == COMMAND INFO of \(name)
            \(order)> COMMAND INFO \(name)

            """
        // The order is free and the prose is not compared: no comparator does both.
        guard order.isEmpty else { return info }
        return info + """

            == COMMAND DOCS of \(name)
            .measured> COMMAND DOCS \(name)
            mask summary — text — the prose is our own

            """
    }
}
