import MartletEngine
import MartletServer

/// Commands that run as one.
extension CommandRunner {
    /// Runs the commands that `collect` puts into a queue as one: no other client's command comes
    /// between them. Returns their replies in order, of which some may be errors: what comes behind
    /// an error runs nevertheless.
    ///
    ///     let replies = try server.transaction { queue in
    ///         queue.execute("DECRBY", "account:1", "100")
    ///         queue.execute("INCRBY", "account:2", "100")
    ///     }
    ///
    /// Returns nil, and none runs, if a key changed since the session was told to `WATCH` it. Sessions
    /// that several threads share don't mix their transactions, but they do their watches: whoever
    /// watches keys calls ``Martlet/connect()`` for a session of its own.
    ///
    /// - Throws: ``MartletError``: the error of the first command that can't be queued, such as one
    ///   that there isn't. Then none runs.
    @discardableResult
    public func transaction(
        _ collect: (inout TransactionQueue) -> Void
    ) throws(MartletError) -> [RESPValue]? {
        var queue = TransactionQueue()
        collect(&queue)
        let reply = try session.transactionReply(queue.commands).orError()
        return reply.elements
    }
}

/// The commands of a transaction, in the order in which they will run.
public struct TransactionQueue: Sendable {
    var commands: [[[UInt8]]] = []

    /// Adds a command: its name and its arguments.
    public mutating func execute(_ command: String...) {
        commands.append(command.map { Array($0.utf8) })
    }

    /// Adds a command: its name and its arguments, of any bytes.
    public mutating func execute(_ command: [[UInt8]]) {
        commands.append(command)
    }
}

extension Martlet.Session {
    /// Runs commands as one, and returns the reply to all: null if there is none.
    fileprivate func transactionReply(
        _ commands: [[[UInt8]]]
    ) throws(MartletError) -> RESPValue {
        var reply: RESPValue?
        var outcome = begin(commands, &reply)
        if case .closed = outcome, client == nil {
            server.engine.reviveProgram()
            outcome = begin(commands, &reply)
        }
        try finish(outcome)
        return reply ?? .null
    }

    private func begin(
        _ commands: [[[UInt8]]], _ reply: inout RESPValue?
    ) -> SharedEngine.Outcome {
        var result: RESPValue?
        let outcome = server.engine.executeTransaction(for: client, count: commands.count) {
            index, list in
            for word in commands[index] { list.append(word.span) }
        } _: { writer in
            result = RESPValue.first(in: writer)
        }
        reply = result
        return outcome
    }
}
