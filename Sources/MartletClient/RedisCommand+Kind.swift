/// What a command asks of its connection.
extension RedisCommand {
    /// What a command does to the connection that it is sent on.
    enum Kind: Equatable {
        /// It is answered at once: connections can be shared.
        case ordinary
        /// It may wait for so long, for ever if nil.
        case blocking(Duration?)
        /// It changes or depends on the connection's state.
        case session
        /// It makes the server send what no command asked for.
        case pushing
    }

    /// What the command does to its connection.
    var kind: Kind {
        guard let name = arguments.first, name.count <= 12, let table = Self.kinds[folded(name)]
        else { return .ordinary }
        switch table {
        case .session: return .session
        case .pushing: return .pushing
        case .client:
            guard arguments.count > 1 else { return .ordinary }
            return Self.sessionClientCommands.contains(folded(arguments[1])) ? .session : .ordinary
        case .lastIsSeconds: return .blocking(seconds(arguments.last))
        case .firstIsSeconds:
            return .blocking(seconds(arguments.count > 1 ? arguments[1] : nil))
        case .lastIsMilliseconds: return .blocking(milliseconds(arguments.last))
        case .hasBlockOption:
            // What comes behind STREAMS are keys, which may have any name.
            let options = arguments.prefix { folded($0) != Array("STREAMS".utf8) }
            guard let place = options.firstIndex(where: { folded($0) == Array("BLOCK".utf8) }),
                place + 1 < arguments.count
            else { return .ordinary }
            return .blocking(milliseconds(arguments[place + 1]))
        }
    }

    private enum Row {
        case session, pushing, client, lastIsSeconds, firstIsSeconds, lastIsMilliseconds
        case hasBlockOption
    }

    private static let kinds: [[UInt8]: Row] = {
        let rows: [(String, Row)] = [
            ("WATCH UNWATCH MULTI EXEC DISCARD SELECT RESET HELLO AUTH QUIT ASKING", .session),
            ("READONLY READWRITE", .session),
            ("SUBSCRIBE UNSUBSCRIBE PSUBSCRIBE PUNSUBSCRIBE SSUBSCRIBE SUNSUBSCRIBE", .pushing),
            ("MONITOR SYNC PSYNC", .pushing), ("CLIENT", .client),
            ("BLPOP BRPOP BLMOVE BRPOPLPUSH BZPOPMIN BZPOPMAX", .lastIsSeconds),
            ("BLMPOP BZMPOP", .firstIsSeconds), ("WAIT", .lastIsMilliseconds),
            ("XREAD XREADGROUP", .hasBlockOption),
        ]
        return Dictionary(
            uniqueKeysWithValues: rows.flatMap { names, row in
                names.split(separator: " ").map { (Array($0.utf8), row) }
            })
    }()

    private static let sessionClientCommands: Set<[UInt8]> = Set(
        ["REPLY", "TRACKING", "CACHING", "NO-EVICT", "SETNAME"].map { Array($0.utf8) })

    private func folded(_ word: [UInt8]) -> [UInt8] {
        word.map { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 ? $0 & 0xdf : $0 }
    }

    private func seconds(_ word: [UInt8]?) -> Duration? {
        duration(word) { .seconds($0) }
    }

    private func milliseconds(_ word: [UInt8]?) -> Duration? {
        duration(word) { .milliseconds($0) }
    }

    /// Returns how long a command waits: for ever at 0. What isn't understood is refused at once.
    private func duration(_ word: [UInt8]?, _ unit: (Double) -> Duration) -> Duration? {
        guard let word, let number = Double(String(decoding: word, as: UTF8.self)),
            number.isFinite, number >= 0, number < 1e15
        else { return .zero }
        return number == 0 ? nil : unit(number)
    }
}

extension RedisError {
    /// Makes the error of a command that needs a session.
    static func needsSession(_ command: RedisCommand) -> RedisError {
        RedisError(
            code: .notAllowed,
            message: "\(command.name) depends on its connection: use withSession")
    }

    /// Makes the error of a command that needs a sequence of pushes.
    static func needsPushes(_ command: RedisCommand) -> RedisError {
        RedisError(
            code: .notAllowed,
            message: "\(command.name) has more than one reply: use subscribe or pushes")
    }
}
