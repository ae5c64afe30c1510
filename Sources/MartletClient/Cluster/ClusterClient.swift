/// A client of a Redis Cluster.
///
/// It sends each command to the node that has its keys, and follows them when they move. DEL, UNLINK,
/// EXISTS, TOUCH and MGET may have keys anywhere: they are split, and are not one any longer; so are
/// DBSIZE, KEYS, FLUSHDB and FLUSHALL, which go to all masters. Any other command with keys in several
/// slots is refused before it is sent. In a pipeline, commands for different nodes run side by side.
final class ClusterClient: RedisClient {
    private let cluster: Cluster

    /// - Parameter endpoint: Who the client is at each node; where the node is doesn't count.
    init(_ seeds: [RedisAddress], like endpoint: Endpoint) {
        cluster = Cluster(seeds: seeds, like: endpoint)
    }

    deinit {
        cluster.close()
    }

    var isClustered: Bool { true }

    var shards: [any RedisCommandRunner] {
        get async throws { try await cluster.masters().map { ClusterShard(node: $0.node) } }
    }

    func reply(to command: RedisCommand) async throws -> RESPValue {
        try command.checkIsForAll()
        switch try ClusterRoute(command) {
        case .slot(let slot): return try await reply(to: command, slot)
        case .any: return try await reply(to: command, nil)
        case .split(let joining): return try await splitReply(to: command, joining)
        case .all(let joining):
            let masters = try await cluster.masters()
            let replies = try await concurrently(masters) { master in
                try await master.node.replies(to: [command])[0]
            }
            return ClusterRoute.join(replies, joining)
        }
    }

    func replies(to commands: [RedisCommand]) async throws -> [RESPValue] {
        if commands.count == 1 { return [try await reply(to: commands[0])] }
        var slots: [Int: [Int]] = [:]
        var keyless: [Int] = []
        for (index, command) in commands.enumerated() {
            try command.checkIsForAll()
            switch try ClusterRoute(command) {
            case .slot(let slot): slots[slot, default: []].append(index)
            case .any: keyless.append(index)
            default: return try await oneByOne(commands)
            }
        }
        if !keyless.isEmpty {
            // What has no key goes with the others, as WAIT has to; if it is clear where that is.
            guard slots.count == 1, let slot = slots.keys.first else {
                return try await oneByOne(commands)
            }
            slots[slot]? += keyless
        }
        return try await bySlot(commands, slots)
    }

    func transaction(_ commands: [RedisCommand]) async throws -> [RESPValue] {
        for command in commands { try command.checkIsForAll() }
        let slot = try ClusterRoute.slot(of: commands)
        let replies = try await cluster.following(slot) { node, isAsking in
            try await Self.ask(commands.asTransaction, node, isAsking)
        }
        return try replies.ofTransaction() ?? []
    }

    func withSession<Result: Sendable>(
        for key: String?, _ body: @Sendable (any RedisSession) async throws -> Result
    ) async throws -> Result {
        let (address, node) = try await cluster.master(of: key.map { KeySlot.of($0) })
        do {
            return try await node.withSession(body)
        } catch let error as RedisError where error.meansThatSlotsMove || error.isUnavailable {
            let reply = RESPValue.error(error.description)
            if let redirection = ClusterRedirection(reply, from: address), redirection.isForGood,
                let target = redirection.address
            {
                cluster.move(redirection.slot, to: target)
            } else {
                try? await cluster.refresh()
            }
            throw error
        }
    }

    func pushes(
        after commands: [RedisCommand], near key: String?, bufferingAtMost limit: Int
    ) async throws -> RedisPushes {
        // Shard channels count as keys here.
        let own = try ClusterRoute.slot(of: commands)
        let slot = key.map { KeySlot.of($0) } ?? own
        let cluster = cluster
        let hasFailed = OnceMore()
        return try await Node.pushes(after: commands, bufferingAtMost: limit) {
            if hasFailed.isAgain { try? await cluster.refresh() }
            return try await cluster.master(of: slot).node
        }
    }

    func close() async {
        cluster.close()
    }
}

extension ClusterClient {
    private func reply(to command: RedisCommand, _ slot: Int?) async throws -> RESPValue {
        try await cluster.following(slot) { node, isAsking in
            try await Self.ask([command], node, isAsking)
        }[0]
    }

    /// Sends commands to a node, in one piece; if need be to one that is about to get their slot.
    private static func ask(
        _ commands: [RedisCommand], _ node: Node, _ isAsking: Bool
    ) async throws -> [RESPValue] {
        // A transaction has to be in one piece; what blocks has its own connection.
        let isTransaction = commands.first?.name == "MULTI"
        guard isAsking else {
            return isTransaction
                ? try await node.sharedReplies(to: commands)
                : try await node.replies(to: commands)
        }
        let asking = RedisCommand("ASKING")
        let sent = isTransaction ? [asking] + commands : commands.flatMap { [asking, $0] }
        let replies =
            try await isTransaction
            ? node.sharedReplies(to: sent) : node.replies(to: sent)
        return isTransaction
            ? Array(replies.dropFirst())
            : stride(from: 1, to: replies.count, by: 2).map { replies[$0] }
    }

    private func oneByOne(_ commands: [RedisCommand]) async throws -> [RESPValue] {
        var replies: [RESPValue] = []
        for command in commands { replies.append(try await reply(to: command)) }
        return replies
    }

    /// Sends commands to the nodes of their slots, those of one node in one go.
    private func bySlot(
        _ commands: [RedisCommand], _ slots: [Int: [Int]]
    ) async throws -> [RESPValue] {
        var groups: [RedisAddress: [Int]] = [:]
        for (slot, indexes) in slots {
            groups[try await cluster.master(of: slot).address, default: []] += indexes
        }
        let cluster = cluster
        let parts = try await concurrently(Array(groups)) { address, indexes in
            let sorted = indexes.sorted()
            do {
                let node = try cluster.node(at: address)
                return (sorted, try await node.replies(to: sorted.map { commands[$0] }))
            } catch let error as RedisError where error.code == .connection && !error.mayHaveRun {
                // Whoever has the slots now is asked below.
                return (sorted, sorted.map { _ in RESPValue.error("TRYAGAIN") })
            }
        }
        var all = [RESPValue](repeating: .null, count: commands.count)
        for (indexes, replies) in parts {
            for (index, reply) in zip(indexes, replies) { all[index] = reply }
        }
        // What was sent to the wrong node did not run.
        for index in commands.indices where all[index].error?.meansThatSlotsMove == true {
            all[index] = try await reply(to: commands[index])
        }
        return all
    }

    /// Splits a command that has nothing but keys by their slots.
    private func splitReply(
        to command: RedisCommand, _ joining: ClusterRoute.Joining
    ) async throws -> RESPValue {
        let keys = Array(command.arguments.dropFirst())
        let slots = Dictionary(grouping: keys.indices) { KeySlot.of(keys[$0]) }
        let parts = slots.values.sorted { $0[0] < $1[0] }
        let commands = parts.map { part in
            RedisCommand(arguments: [command.arguments[0]] + part.map { keys[$0] })
        }
        let replies = try await self.replies(to: commands)
        guard joining == .elements else { return ClusterRoute.join(replies, joining) }
        if let error = replies.first(where: { $0.errorText != nil }) { return error }
        var all = [RESPValue](repeating: .null, count: keys.count)
        for (part, reply) in zip(parts, replies) {
            for (index, value) in zip(part, reply.elements ?? []) { all[index] = value }
        }
        return .array(all)
    }
}

/// A master of a cluster.
private struct ClusterShard: RedisCommandRunner {
    let node: Node

    func reply(to command: RedisCommand) async throws -> RESPValue {
        try await replies(to: [command])[0]
    }

    func replies(to commands: [RedisCommand]) async throws -> [RESPValue] {
        for command in commands { try command.checkIsForAll() }
        return try await node.replies(to: commands)
    }
}

/// Returns what `body` returns for each element, in order, all at once.
private func concurrently<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ body: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
    if elements.count == 1 { return [try await body(elements[0])] }
    return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        for (index, element) in elements.enumerated() {
            group.addTask { (index, try await body(element)) }
        }
        var results: [Int: Result] = [:]
        for try await (index, result) in group { results[index] = result }
        return elements.indices.compactMap { results[$0] }
    }
}
