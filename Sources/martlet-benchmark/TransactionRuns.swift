import ConformanceKit

/// The processor time of transactions, which redis-benchmark can't send.
enum TransactionRuns {
    private static let clients = 50

    /// MULTI, ten commands, EXEC.
    private static let request: [UInt8] = {
        var request = Array("*1\r\n$5\r\nMULTI\r\n".utf8)
        for index in 0..<5 {
            request +=
                "*3\r\n$3\r\nSET\r\n$16\r\nkey:\(100_000_000_000 + index)\r\n$3\r\nxxx\r\n".utf8
            request += "*2\r\n$3\r\nGET\r\n$16\r\nkey:\(100_000_000_000 + index)\r\n".utf8
        }
        return request + "*1\r\n$4\r\nEXEC\r\n".utf8
    }()
    private static let commandCount = 12
    /// `+OK`, ten times `+QUEUED`, and an array of ten, of which five are of two lines.
    private static let replyLineCount = 1 + 10 + 1 + 5 + 5 * 2

    /// Measures the servers in turn, under fifty clients that send a transaction in each packet.
    static func measure(
        _ programs: Programs, pairs: Int, transactions: Int = 100_000, _ report: Report
    ) throws {
        report.begin("multi")
        let servers = try programs.both.map { program in try MeasuredServer(program) }
        defer { for server in servers { server.stop() } }
        let sockets = try servers.map { server in
            try (0..<clients).map { _ in try server.connect() }
        }
        var processor: [[Double]] = [[], []]
        for pair in 0..<pairs {
            for index in pair.isMultiple(of: 2) ? [0, 1] : [1, 0] {
                let before = servers[index].processorSeconds
                let rounds = max(1, transactions / clients)
                for _ in 0..<rounds { try run(sockets[index]) }
                let used = servers[index].processorSeconds - before
                processor[index].append(used / Double(rounds * clients * commandCount) * 1e6)
            }
        }
        report.add(
            "multi.ten.cpu", unit: "µs a command", server: processor[0].median,
            peer: processor[1].median)
    }

    private static func run(_ sockets: [Socket]) throws {
        for socket in sockets { socket.send(request) }
        for socket in sockets { try Fill.receiveLines(replyLineCount, from: socket) }
    }
}
