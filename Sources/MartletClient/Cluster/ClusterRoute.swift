/// Which nodes of a cluster a command has to go to.
enum ClusterRoute: Equatable {
    /// The master of a slot.
    case slot(Int)
    /// Any node.
    case any
    /// All masters, whose replies are put together.
    case all(Joining)
    /// The masters of its keys: the command is split, and the replies are put together.
    case split(Joining)

    /// How replies become one.
    enum Joining: Equatable {
        case sum
        case elements
        case first
    }

    /// - Throws: ``RedisError`` with the code ``RedisError/Code/crossSlot`` if the keys are in
    ///   several slots and the command can't be split.
    init(_ command: RedisCommand) throws(RedisError) {
        let name = command.name
        let subcommand =
            command.arguments.count > 1
            ? String(decoding: command.arguments[1], as: UTF8.self).uppercased() : ""
        switch (name, subcommand) {
        case ("FLUSHDB", _), ("FLUSHALL", _), ("SCRIPT", "LOAD"), ("SCRIPT", "FLUSH"):
            self = .all(.first)
        case ("DBSIZE", _): self = .all(.sum)
        case ("KEYS", _): self = .all(.elements)
        case ("SCAN", _):
            throw RedisError(
                code: .notAllowed, message: "a cursor is of one node: use scan(), or the shards")
        case ("PUBLISH", _) where command.arguments.count > 1:
            // Any node would do; with one for each channel, its messages stay in order.
            self = .slot(KeySlot.of(command.arguments[1]))
        default:
            let slots = Set(CommandKeys.shared.keys(of: command).map { KeySlot.of($0) })
            switch (slots.count, name) {
            case (0, _): self = .any
            case (1, _): self = .slot(slots.first ?? 0)
            case (_, "DEL"), (_, "UNLINK"), (_, "EXISTS"), (_, "TOUCH"): self = .split(.sum)
            case (_, "MGET"): self = .split(.elements)
            default: throw .crossSlot
            }
        }
    }

    /// Returns the one slot of several commands, nil if they have no keys.
    ///
    /// - Throws: ``RedisError`` with the code ``RedisError/Code/crossSlot`` if there is more than one.
    static func slot(of commands: [RedisCommand]) throws(RedisError) -> Int? {
        let keys = commands.flatMap { CommandKeys.shared.keys(of: $0) }
        let slots = Set(keys.map { KeySlot.of($0) })
        guard slots.count <= 1 else { throw .crossSlot }
        return slots.first
    }

    /// Puts replies together, the first error before all else.
    static func join(_ replies: [RESPValue], _ joining: Joining) -> RESPValue {
        if let error = replies.first(where: { $0.errorText != nil }) { return error }
        switch joining {
        case .sum: return .integer(Int64(replies.reduce(0) { $0 + ($1.intValue ?? 0) }))
        case .elements: return .array(replies.flatMap { $0.elements ?? [] })
        case .first: return replies.first ?? .null
        }
    }
}

extension RedisError {
    static let crossSlot = RedisError(
        code: .crossSlot, message: "Keys in request don't hash to the same slot")
}

/// Where a node of a cluster says that a slot is.
struct ClusterRedirection: Equatable {
    var isForGood: Bool
    var slot: Int
    /// Nil where the node doesn't tell, or tells that it is at the address that it was reached at.
    var address: RedisAddress?

    /// Reads `MOVED 3999 127.0.0.1:6381` or `ASK …`; nil if it is something else.
    init?(_ reply: RESPValue, from node: RedisAddress) {
        guard let error = reply.error, error.code == .moved || error.code == .ask else {
            return nil
        }
        let words = error.message.split(separator: " ")
        guard words.count == 2, let slot = Int(words[0]), (0..<KeySlot.count).contains(slot) else {
            return nil
        }
        isForGood = error.code == .moved
        self.slot = slot
        // An empty host means: the one that was asked.
        let place = words[1]
        if place.hasPrefix(":"), let port = Int(place.dropFirst()) {
            address = RedisAddress(host: node.host, port: port)
        } else if let colon = place.lastIndex(of: ":"), let port = Int(place[colon...].dropFirst())
        {
            address = RedisAddress(host: String(place[..<colon]), port: port)
        } else {
            address = nil
        }
    }
}
