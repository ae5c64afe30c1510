import MartletRESP

/// Reads what a case has left in a server's databases.
enum KeyspaceReader {
    /// Returns the keys of all databases in their order, or nil where the server cannot tell.
    static func read(_ address: ServerAddress) -> [KeyRecord]? {
        guard let connection = try? ServerConnection(address) else { return nil }
        defer {
            connection.finishSending()
            _ = connection.receiveAll()
        }
        if let password = address.password { _ = connection.execute("AUTH", password) }
        var records: [KeyRecord] = []
        for (database, count) in databases(connection) ?? [] where count > 0 {
            guard let found = keys(in: database, connection) else { return nil }
            records += found
        }
        return databases(connection) == nil ? nil : records
    }

    /// The databases with their numbers of keys, up to the first that does not exist.
    private static func databases(_ connection: ServerConnection) -> [(Int, Int64)]? {
        let numbers = 0..<16
        let replies = pipeline(
            numbers.flatMap { [["SELECT", String($0)], ["DBSIZE"]] }, connection)
        guard let replies else { return nil }
        var databases: [(Int, Int64)] = []
        for number in numbers {
            let selected = replies[number * 2]
            if selected.type == UInt8(ascii: "-") {
                // The first is there always: without it there is no SELECT.
                return number == 0 ? nil : databases
            }
            guard let count = replies[number * 2 + 1].integer else { return nil }
            databases.append((number, count))
        }
        return databases
    }

    private static func keys(in database: Int, _ connection: ServerConnection) -> [KeyRecord]? {
        let listed = pipeline([["SELECT", String(database)], ["KEYS", "*"]], connection)
        guard let listed, listed[1].type == UInt8(ascii: "*") else { return nil }
        let keys = listed[1].children.map(\.payload).sorted { $0.lexicographicallyPrecedes($1) }
        var records: [KeyRecord] = []
        for key in keys {
            let replies = pipeline(
                ["TYPE", "PTTL", "GET", "OBJECT ENCODING"].map {
                    $0.split(separator: " ").map { Array($0.utf8) } + [key]
                }, connection)
            guard let replies else { return nil }
            let left = replies[1].integer ?? 0
            // Between KEYS and here its time may have come.
            if left == -2 { continue }
            let isString = replies[0].payload == Array("string".utf8)
            records.append(
                KeyRecord(
                    database: database, key: key, type: replies[0].payload,
                    value: isString ? replies[2].payload : nil,
                    encoding: isString ? replies[3].payload : nil, hasTTL: left >= 0))
        }
        return records
    }

    private static func pipeline(
        _ commands: [[String]], _ connection: ServerConnection
    ) -> [ReplyNode]? {
        pipeline(commands.map { $0.map { Array($0.utf8) } }, connection)
    }

    private static func pipeline(
        _ commands: [[[UInt8]]], _ connection: ServerConnection
    ) -> [ReplyNode]? {
        var encoder = CommandEncoder()
        for command in commands { encoder.append(command) }
        connection.send(encoder.bytes)
        let received = connection.receive(values: commands.count)
        guard received.ending == .arrived else { return nil }
        return ReplyNode.all(received.bytes)
    }
}
