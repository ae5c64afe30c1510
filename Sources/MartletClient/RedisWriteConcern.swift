/// On how many replicas a write has to stand before it counts as done.
///
///     var options = RedisOptions()
///     options.writeConcern = RedisWriteConcern(replicas: 1)
///     let client = try Redis.client(url, options: options)    // or url + "?wait=1&wait-timeout=1000"
///
/// Behind each command, pipeline or transaction that may write the client sends WAIT, on the same
/// connection and in the same go. If fewer replicas have it in time, the caller gets an error with the
/// code ``RedisError/Code/notReplicated``: what was written stands on the server nevertheless, and on
/// the replicas that the error names. What a command has taken out of a list is in the error's
/// ``RedisError/replies``: nobody else has it.
///
/// Each such write has a connection of its own while it waits, so that it holds nobody up:
/// ``RedisOptions/exclusiveConnections`` limits how many there are at once.
public struct RedisWriteConcern: Hashable, Sendable {
    /// How many replicas have to have it.
    public var replicas: Int
    /// How long to wait for them, in whole milliseconds.
    public var timeout: Duration

    /// Makes a write concern.
    public init(replicas: Int, timeout: Duration = .seconds(1)) {
        self.replicas = replicas
        self.timeout = timeout
    }
}

extension RedisWriteConcern {
    /// The command that waits for the replicas.
    var command: RedisCommand { .wait(replicas: replicas, timeout: timeout) }

    /// Returns the replies to commands, given those to them and to ``command`` behind them.
    ///
    /// - Throws: ``RedisError`` if something was written, and too few replicas have it.
    func confirmed(
        _ commands: [RedisCommand], _ replies: [RESPValue]
    ) throws -> [RESPValue] {
        guard let waited = replies.last else { return replies }
        let own = Array(replies.dropLast())
        let count = waited.intValue ?? 0
        guard count < replicas, Self.hasWritten(commands, own) else { return own }
        if Task.isCancelled {
            // Nobody waits any longer; but what was taken out of a list is not thrown away.
            guard commands.contains(where: \.isBlocking) else { throw CancellationError() }
            return own
        }
        let reason = waited.error.map { ": \($0)" } ?? ""
        throw RedisError(
            code: .notReplicated,
            message: "the write stands on \(count) replicas only, not on \(replicas)\(reason)",
            mayHaveRun: true, replies: own)
    }

    /// Whether one of the commands may have written: not if it was refused, given up because of a
    /// watched key, or waited in vain.
    private static func hasWritten(_ commands: [RedisCommand], _ replies: [RESPValue]) -> Bool {
        var isQueued = false
        for (command, reply) in zip(commands, replies) {
            switch command.name {
            case "MULTI": isQueued = true
            case "EXEC":
                isQueued = false
                if reply.error == nil, !reply.isNull { return true }
            default:
                guard !isQueued, reply.error == nil, CommandKeys.shared.mayWrite(command) else {
                    continue
                }
                if !command.isBlocking || !reply.isNull { return true }
            }
        }
        return false
    }
}

extension RedisCommand {
    fileprivate var isBlocking: Bool {
        if case .blocking = kind { true } else { false }
    }
}
