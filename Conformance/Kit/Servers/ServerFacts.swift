/// What a server tells of itself.
package enum ServerFacts {
    /// The version and build of a real server, on one line.
    package static func version(of address: ServerAddress) throws -> String {
        let fields = try fields(of: address)
        let version = fields["redis_version"] ?? "of an unknown version"
        return "redis-server \(version), build \(fields["redis_build_id"] ?? "unknown")"
    }

    /// The version that a server tells.
    package static func toldVersion(of address: ServerAddress) throws -> String {
        try fields(of: address)["redis_version"] ?? "unknown"
    }

    /// The fields of INFO about the server.
    private static func fields(of address: ServerAddress) throws -> [String: String] {
        let connection = try authenticated(address)
        let text = String(decoding: connection.execute("INFO", "server").bytes, as: UTF8.self)
        var fields: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 2 { fields[parts[0]] = parts[1] }
        }
        return fields
    }

    /// The names of a server's commands in small letters, those of subcommands with their
    /// containers' (`client|kill`); nil where it does not tell.
    package static func commands(of address: ServerAddress) throws -> Set<String>? {
        let connection = try authenticated(address)
        guard let table = ReplyNode(connection.execute("COMMAND").bytes), table.isCollection
        else { return nil }
        return Set(table.children.flatMap(names).map { $0.lowercased() })
    }

    private static func names(_ row: ReplyNode) -> [String] {
        guard let name = row.children.first else { return [] }
        let subcommands = row.children.count > 9 ? row.children[9].children : []
        return [name.text] + subcommands.flatMap(names)
    }

    /// Returns a connection that has said the password, where there is one.
    static func authenticated(_ address: ServerAddress) throws -> ServerConnection {
        let connection = try ServerConnection(address)
        if let password = address.password { _ = connection.execute("AUTH", password) }
        return connection
    }
}
