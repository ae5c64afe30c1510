import MartletEngine
import MartletServer

extension Martlet {
    /// A client of a server in the same program, with a database, a protocol and a name of its own.
    ///
    /// It needs no socket and no password. It can be used from any thread, and is closed when it is
    /// let go of.
    public final class Session: CommandRunner {
        let server: EmbeddedServer
        /// Nil for the program's own client, which all threads share.
        let client: ClientHandle?

        /// Itself.
        public var session: Session { self }

        init(of server: EmbeddedServer, client: ClientHandle?) {
            self.server = server
            self.client = client
        }

        deinit {
            close()
        }

        /// Closes the session: commands then fail with ``MartletError/Code/closed``. A server's own
        /// session begins anew instead.
        public func close() {
            if let client {
                server.engine.disconnect(client)
            } else {
                server.engine.reviveProgram()
            }
        }

        /// Takes what the server sent unasked since the last call, such as the lines of `MONITOR`.
        public func takeMessages() -> [RESPValue] {
            var messages: [RESPValue] = []
            server.engine.receive(for: client) { reply in messages = RESPValue.all(in: reply) }
            return messages
        }
    }
}

// MARK: - Running commands

extension Martlet.Session {
    /// Runs the command that `write` puts together, and shows its reply to `read`, under the
    /// server's lock.
    func run(
        _ write: (inout ArgumentList) -> Void, _ read: (borrowing ReplyWriter) -> Void
    ) throws(MartletError) {
        var outcome = server.engine.execute(for: client, write, read)
        if case .closed = outcome, client == nil {
            server.engine.reviveProgram()
            outcome = server.engine.execute(for: client, write, read)
        }
        guard case .done = outcome else { return try finish(outcome) }
    }

    /// Runs a command of one argument, and shows its reply to `read`.
    @inline(__always)
    func run(
        _ name: StaticString, _ argument: Span<UInt8>, _ read: (borrowing ReplyWriter) -> Void
    ) throws(MartletError) {
        var outcome = server.engine.execute(name, argument, for: client, read)
        if case .closed = outcome, client == nil {
            server.engine.reviveProgram()
            outcome = server.engine.execute(name, argument, for: client, read)
        }
        guard case .done = outcome else { return try finish(outcome) }
    }

    /// Runs a command of two arguments, and shows its reply to `read`.
    @inline(__always)
    func run(
        _ name: StaticString, _ first: Span<UInt8>, _ second: Span<UInt8>,
        _ read: (borrowing ReplyWriter) -> Void
    ) throws(MartletError) {
        var outcome = server.engine.execute(name, first, second, for: client, read)
        if case .closed = outcome, client == nil {
            server.engine.reviveProgram()
            outcome = server.engine.execute(name, first, second, for: client, read)
        }
        guard case .done = outcome else { return try finish(outcome) }
    }

    /// Runs GET: shows the string where it is stored to `body`, any other reply to `read`.
    @inline(__always)
    func runGet(
        _ key: Span<UInt8>, _ body: (Span<UInt8>) -> Void,
        _ read: (borrowing ReplyWriter) -> Void
    ) throws(MartletError) {
        var outcome = server.engine.withString(at: key, for: client, body, otherwise: read)
        if case .closed = outcome, client == nil {
            server.engine.reviveProgram()
            outcome = server.engine.withString(at: key, for: client, body, otherwise: read)
        }
        guard case .done = outcome else { return try finish(outcome) }
    }

    @inline(never)
    func finish(_ outcome: SharedEngine.Outcome) throws(MartletError) {
        switch outcome {
        case .done: return
        case .needsHost: server.wake()
        case .closed: throw .closed
        case .stopped: throw .stopped
        }
    }
}

extension RESPValue {
    /// Returns the first reply that a writer holds, nil if there is none. What is no collection is
    /// read without a parser.
    static func first(in writer: borrowing ReplyWriter) -> RESPValue? {
        switch writer.firstType {
        case nil: return nil
        case UInt8(ascii: "+"): return .simpleString(String(repairing: writer.firstLine))
        case UInt8(ascii: "-"): return .error(String(repairing: writer.firstLine))
        case UInt8(ascii: ":"): return writer.firstInteger.map { .integer(Int64($0)) }
        case UInt8(ascii: "$"):
            var bytes: [UInt8]?
            _ = writer.withFirstBulk { span in bytes = [UInt8](span) }
            return bytes.map { .bulkString($0) } ?? .null
        default: return all(in: writer).first
        }
    }

    /// Returns the replies that a writer holds.
    static func all(in writer: borrowing ReplyWriter) -> [RESPValue] {
        var parser = ReplyParser()
        writer.forEachPiece { piece in parser.feed([UInt8](piece)) }
        var replies: [RESPValue] = []
        // The engine's own replies are well formed.
        while let reply = try? parser.next() { replies.append(reply) }
        return replies
    }
}
