/// What a server's command table says of one command.
struct ServerCommand {
    /// An argument of the table's tree.
    struct Argument {
        var name: String
        var type: String
        var token: String?
        /// The version it came with, where it is newer than what it belongs to.
        var since: String?
        var isOptional: Bool
        var children: [Argument]
    }

    /// The name in small letters, a subcommand's with its container: `client|kill`.
    var name: String
    var arity: Int
    /// The number of subcommands.
    var subcommandCount: Int
    var group: String
    /// The version that the command came with.
    var since: String
    var arguments: [Argument]

    /// The words that begin the command.
    var words: [String] {
        name.split(separator: "|").map(String.init)
    }

    /// Reads the table of a server, sorted by name.
    static func all(of connection: ServerConnection) -> [ServerCommand] {
        guard let table = ReplyNode(connection.execute("COMMAND").bytes),
            let documents = ReplyNode(connection.execute("COMMAND", "DOCS").bytes)
        else { return [] }
        var described: [String: ReplyNode] = [:]
        for (name, document) in documents.namedChildren { add(document, name, to: &described) }
        return table.children.flatMap { facts($0, described) }.sorted { $0.name < $1.name }
    }

    private static func add(
        _ document: ReplyNode, _ name: String, to described: inout [String: ReplyNode]
    ) {
        described[name] = document
        for (key, value) in document.namedChildren where key == "subcommands" {
            for (name, document) in value.namedChildren { add(document, name, to: &described) }
        }
    }

    private static func facts(
        _ row: ReplyNode, _ described: [String: ReplyNode]
    ) -> [ServerCommand] {
        guard row.children.count >= 10, let arity = row.children[1].integer else { return [] }
        let name = row.children[0].text
        let fields = Dictionary(
            described[name]?.namedChildren ?? [], uniquingKeysWith: { first, _ in first })
        let facts = ServerCommand(
            name: name, arity: Int(arity), subcommandCount: row.children[9].children.count,
            group: fields["group"]?.text ?? "", since: fields["since"]?.text ?? "",
            arguments: fields["arguments"]?.children.map(Argument.init) ?? [])
        return [facts] + row.children[9].children.flatMap { Self.facts($0, described) }
    }
}

extension ServerCommand.Argument {
    init(_ node: ReplyNode) {
        let fields = Dictionary(node.namedChildren, uniquingKeysWith: { first, _ in first })
        name = fields["name"]?.text ?? ""
        type = fields["type"]?.text ?? ""
        token = fields["token"]?.text
        since = fields["since"]?.text
        isOptional = fields["flags"]?.children.contains { $0.text == "optional" } ?? false
        children = fields["arguments"]?.children.map(Self.init) ?? []
    }

    /// Words that stand for the argument, as short as they can be.
    var placeholder: [String] {
        let start = token.map { [$0] } ?? []
        switch type {
        case "pure-token": return start
        case "oneof": return start + (children.first?.placeholder ?? [])
        case "block": return start + children.filter { !$0.isOptional }.flatMap(\.placeholder)
        default: return start + [value]
        }
    }

    private var value: String {
        switch type {
        case "key": name == "destination" ? "k2" : "k"
        // A time so short would be over in one run and not in another.
        case "integer" where name.hasSuffix("seconds"): "100000"
        case "integer", "unix-time": "1"
        case "double": "1.5"
        default: name == "id" || name.hasSuffix("-id") ? "0" : "v"
        }
    }
}

extension ReplyNode {
    /// The children as names and values, whether they are a map or a flat array.
    var namedChildren: [(String, ReplyNode)] {
        stride(from: 0, to: children.count - children.count % 2, by: 2).map {
            (children[$0].text, children[$0 + 1])
        }
    }
}
