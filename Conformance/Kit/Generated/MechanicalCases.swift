/// Cases that follow from the command table alone: numbers of arguments, integers, types.
package enum MechanicalCases {
    /// The family that they make, and the name of their file.
    package static let family = "mechanical"

    /// Returns the text of a case file, made from a server's own table.
    package static func text(from address: ServerAddress) throws -> String {
        let connection = try ServerConnection(address)
        if let password = address.password { _ = connection.execute("AUTH", password) }
        var lines = [
            "# What the command table alone decides: numbers of arguments, integers, types.",
            "# Written by `conformance generate` from redis-server's COMMAND; do not edit.",
        ]
        for command in ServerCommand.all(of: connection) {
            lines += arity(command) + integers(command) + types(command)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What may not be run, as it changes more than keys, waits, or has replies by chance.
    private static let spared: Set<String> = [
        "debug", "failover", "lolwut", "migrate", "monitor", "psync", "quit", "replconf",
        "replicaof",
        "reset", "restore-asking", "shutdown", "slaveof", "sync",
    ]

    private static func arity(_ command: ServerCommand) -> [String] {
        let start = command.words
        let required = abs(command.arity)
        let filler = Array(repeating: "a", count: max(0, required - start.count))
        var lines: [String] = []
        if required > start.count {
            lines += test(command, "too few arguments", [start + filler.dropLast()])
        }
        if command.arity > 0 {
            lines += test(command, "too many arguments", [start + filler + ["a"]])
        }
        if command.subcommandCount > 0 {
            lines += test(command, "an unknown subcommand", [start + ["nosuch"]])
        }
        return lines
    }

    private static let noIntegers = [
        "x", "\"\"", "1.5", "\" 1\"", "01", "+1", "9223372036854775808", "-9223372036854775809",
    ]

    /// A case for each integer that can stand alone among the required arguments.
    private static func integers(_ command: ServerCommand) -> [String] {
        guard !spared.contains(command.words[0]) else { return [] }
        var lines: [String] = []
        for index in command.arguments.indices {
            for (name, words) in integerPlaces(command.arguments[index]) {
                let before = command.arguments[..<index].filter { !$0.isOptional }
                let after = command.arguments[(index + 1)...].filter { !$0.isOptional }
                let start = command.words + before.flatMap(\.placeholder)
                let rest = after.flatMap(\.placeholder)
                var steps = noIntegers.map { start + words + [$0] + rest }
                if command.group == "string" || command.group == "bitmap" {
                    steps += [["SET", "k", "10"], start + words + ["x"] + rest]
                }
                lines += test(command, "\(name) that is no integer", steps)
            }
        }
        return lines
    }

    /// The integers of an argument, with the words that stand before each.
    private static func integerPlaces(
        _ argument: ServerCommand.Argument
    ) -> [(name: String, words: [String])] {
        let start = argument.token.map { [$0] } ?? []
        switch argument.type {
        case "integer", "unix-time": return [(argument.name, start)]
        case "oneof":
            return argument.children.flatMap(integerPlaces).map { ($0.name, start + $0.words) }
        case "block":
            // Only the last of a block: what would follow it is left away.
            let required = argument.children.filter { !$0.isOptional }
            guard let last = required.last, last.type == "integer" else { return [] }
            let before = required.dropLast().flatMap(\.placeholder)
            return [(last.name, start + before + (last.token.map { [$0] } ?? []))]
        default: return []
        }
    }

    /// A key of another type than the command's.
    private static func types(_ command: ServerCommand) -> [String] {
        let strings = ["string", "bitmap", "hyperloglog"]
        let others = ["list", "set", "hash", "sorted-set", "stream", "geo"]
        let hasKey = command.arguments.contains { $0.type == "key" && !$0.isOptional }
        guard hasKey, !spared.contains(command.words[0]) else { return [] }
        let words =
            command.words
            + command.arguments.filter { !$0.isOptional }.flatMap(\.placeholder)
        let steps = [words, ["TYPE", "k"]]
        if strings.contains(command.group) {
            return test(command, "a key of another type", [["RPUSH", "k", "a", "b"]] + steps)
        }
        if others.contains(command.group) {
            return test(command, "a key of another type", [["SET", "k", "text"]] + steps)
        }
        return []
    }

    private static func test(
        _ command: ServerCommand, _ what: String, _ steps: [[String]]
    ) -> [String] {
        let name = command.name.uppercased()
        let title = name.split(separator: "|").joined(separator: " ")
        return ["", "== \(title): \(what) [command \(name)]"]
            + steps.map { "> " + $0.joined(separator: " ") }
    }
}
