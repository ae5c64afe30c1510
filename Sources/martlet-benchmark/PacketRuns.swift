import ConformanceKit

/// The processor time of commands that redis-benchmark can't send, or whose effect on others it
/// doesn't read: fifty clients send a packet each, and everything is read that comes of it.
struct PacketRuns: Sendable {
    private static let clients = 50

    let name: String
    /// The commands of a packet.
    let commands: [[String]]
    /// How many lines the replies to a packet have.
    let replyLineCount: Int
    /// What is sent once, before all else, and how many lines the replies to that have.
    var preparation: [[String]] = []
    var preparationLineCount = 0
    /// How many clients listen to a channel.
    var listeners = 0
    /// How many lines each of them gets for a packet.
    var messageLineCount = 0

    static let all = [transaction, lockRelease, message]

    /// MULTI, ten commands, EXEC: `+OK`, ten times `+QUEUED`, and an array of ten, of which five are
    /// of two lines.
    static let transaction = PacketRuns(
        name: "multi.ten",
        commands: [["MULTI"]]
            + (0..<5).flatMap { index in
                let key = "key:\(100_000_000_000 + index)"
                return [["SET", key, "xxx"], ["GET", key]]
            } + [["EXEC"]],
        replyLineCount: 1 + 10 + 1 + 5 + 5 * 2)

    /// Sixteen releases of a lock that somebody else has.
    static let lockRelease = PacketRuns(
        name: "script.release",
        commands: Array(
            repeating: [
                "EVALSHA", "b70c2384248f88e6b75b9f89241a180f856ad852", "1", "lock", "token",
            ], count: 16),
        replyLineCount: 16,
        preparation: [
            [
                "SCRIPT", "LOAD",
                """
                if redis.call("get",KEYS[1]) == ARGV[1] then return redis.call("del",KEYS[1]) \
                else return 0 end
                """,
            ], ["SET", "lock", "another"],
        ], preparationLineCount: 2 + 1)

    /// Sixteen messages, each of seven lines, to ten clients.
    static let message = PacketRuns(
        name: "publish.ten", commands: Array(repeating: ["PUBLISH", "news", "hello"], count: 16),
        replyLineCount: 16, listeners: 10, messageLineCount: 16 * 7)

    /// Measures the servers in turn.
    func measure(
        _ programs: Programs, pairs: Int, packets: Int = 100_000, _ report: Report
    ) throws {
        report.begin(name)
        let servers = try programs.both.map { program in try Run(self, program) }
        defer { for run in servers { run.server.stop() } }
        var processor: [[Double]] = [[], []]
        let rounds = max(1, packets / Self.clients)
        for pair in 0..<pairs {
            for index in pair.isMultiple(of: 2) ? [0, 1] : [1, 0] {
                let before = servers[index].server.processorSeconds
                for _ in 0..<rounds { try servers[index].exchange() }
                let used = servers[index].server.processorSeconds - before
                let count = Double(rounds * Self.clients * commands.count)
                processor[index].append(used / count * 1e6)
            }
        }
        report.add(
            "\(name).cpu", unit: "µs of processor a command", server: processor[0].median,
            peer: processor[1].median)
    }

    /// A server and its clients.
    private struct Run {
        let packets: PacketRuns
        let server: MeasuredServer
        private let request: [UInt8]
        private let senders: [Socket]
        private let listeners: [Socket]

        init(_ packets: PacketRuns, _ program: String) throws {
            self.packets = packets
            server = try MeasuredServer(program)
            request = Self.bytes(of: packets.commands)
            senders = try (0..<PacketRuns.clients).map { [server] _ in try server.connect() }
            listeners = try (0..<packets.listeners).map { [server] _ in try server.connect() }
            for listener in listeners {
                listener.send(Self.bytes(of: [["SUBSCRIBE", "news"]]))
                try Fill.receiveLines(6, from: listener)
            }
            senders[0].send(Self.bytes(of: packets.preparation))
            try Fill.receiveLines(packets.preparationLineCount, from: senders[0])
        }

        /// Sends a packet from each client, and reads what comes of it.
        func exchange() throws {
            for socket in senders { socket.send(request) }
            for socket in senders {
                try Fill.receiveLines(packets.replyLineCount, from: socket)
            }
            for socket in listeners {
                try Fill.receiveLines(
                    packets.messageLineCount * senders.count, from: socket)
            }
        }

        private static func bytes(of commands: [[String]]) -> [UInt8] {
            commands.flatMap { words in
                words.reduce(into: Array("*\(words.count)\r\n".utf8)) { bytes, word in
                    bytes += "$\(word.utf8.count)\r\n\(word)\r\n".utf8
                }
            }
        }
    }
}
