import Logging
import NIOCore
import Synchronization

/// The nodes of a cluster, and which has what.
final class Cluster: Sendable {
    private struct State {
        var topology = ClusterTopology()
        var nodes: [RedisAddress: Node] = [:]
        var isKnown = false
        var isClosed = false
        /// Those who wait for the topology that is being asked for.
        var readers: [Promise<Void>]?
    }

    private let seeds: [RedisAddress]
    private let endpoint: Endpoint
    private let state = Mutex(State())

    var options: RedisOptions { endpoint.options }

    init(seeds: [RedisAddress], like endpoint: Endpoint) {
        self.seeds = seeds
        self.endpoint = endpoint
    }

    /// Returns the node at an address, which is made if it isn't known.
    func node(at address: RedisAddress) throws(RedisError) -> Node {
        try state.withLock { state throws(RedisError) in
            guard !state.isClosed else { throw .closed }
            if let node = state.nodes[address] { return node }
            var endpoint = endpoint
            endpoint.place = .tcp(address)
            // Another node may have what this one had: that is soon found out.
            endpoint.options.connectTimeout = min(endpoint.options.connectTimeout, .seconds(1))
            let node = Node(endpoint)
            state.nodes[address] = node
            return node
        }
    }

    /// Returns the master of a slot; any master for nil.
    func master(of slot: Int?) async throws -> (address: RedisAddress, node: Node) {
        if !state.withLock({ $0.isKnown || $0.isClosed }) { try await refresh() }
        let address = state.withLock { state in
            slot.map { state.topology.masters[$0] } ?? state.topology.addresses.randomElement()
        }
        guard let address else {
            throw RedisError(code: .clusterDown, message: "Hash slot not served")
        }
        return (address, try node(at: address))
    }

    /// Returns all masters.
    func masters() async throws -> [(address: RedisAddress, node: Node)] {
        if !state.withLock({ $0.isKnown || $0.isClosed }) { try await refresh() }
        let addresses = state.withLock { $0.topology.addresses }
        return try addresses.map { ($0, try node(at: $0)) }
    }

    /// Notes that a slot has moved.
    func move(_ slot: Int, to address: RedisAddress) {
        state.withLock { $0.topology.move(slot, to: address) }
    }

    /// Asks the nodes who has what. Those who ask meanwhile get the same answer.
    func refresh() async throws {
        let promise = Promise<Void>()
        let isFirst = state.withLock { state in
            defer { state.readers = (state.readers ?? []) + [promise] }
            return state.readers == nil
        }
        if isFirst {
            Task {
                let result: Result<Void, any Error>
                do {
                    result = .success(try await self.readTopology())
                } catch {
                    result = .failure(error)
                }
                let readers = self.state.withLock { state in
                    defer { state.readers = nil }
                    return state.readers ?? []
                }
                for reader in readers { reader.complete(result) }
            }
        }
        try await promise.valueUnlessCancelled()
    }

    private func readTopology() async throws {
        let known = state.withLock { $0.topology.addresses }
        var lastError: any Error = RedisError(code: .connection, message: "there is no node")
        for address in known.shuffled() + seeds.filter({ !known.contains($0) }) {
            do {
                let node = try node(at: address)
                let replies = try await node.sharedReplies(to: [RedisCommand("CLUSTER SLOTS")])
                let topology = try ClusterTopology(try replies[0].get(), from: address)
                guard !topology.addresses.isEmpty else {
                    throw RedisError(code: .clusterDown, message: "no slot is served")
                }
                return install(topology)
            } catch let error as RedisError where error.code == .closed {
                throw error
            } catch {
                lastError = error
            }
        }
        options.logger?.info("no node of the cluster answers: \(lastError)")
        throw lastError
    }

    private func install(_ topology: ClusterTopology) {
        let left = state.withLock { state in
            state.topology = topology
            state.isKnown = true
            // What was a master serves those who use its connections until they notice.
            let kept = Set(topology.addresses).union(seeds)
            let left = state.nodes.filter { !kept.contains($0.key) }
            for address in left.keys { state.nodes[address] = nil }
            return Array(left.values)
        }
        for node in left { node.close() }
    }

    func close() {
        let nodes = state.withLock { state in
            defer {
                state.isClosed = true
                state.nodes = [:]
            }
            return Array(state.nodes.values)
        }
        for node in nodes { node.close() }
    }
}

// MARK: - Following the slots

extension Cluster {
    /// Calls `body` with the node of a slot, again with another where the slot turns out to be.
    ///
    /// - Parameter body: Returns replies, of which the first that says where the slot is counts; it
    ///   has to ask with ASKING if it is told to.
    func following(
        _ slot: Int?,
        _ body: (_ node: Node, _ isAsking: Bool) async throws -> [RESPValue]
    ) async throws -> [RESPValue] {
        // Counted from the first failure: a command may block for long before it.
        var giveUpAt: NIODeadline?
        var next: (address: RedisAddress, isAsking: Bool)?
        var attempt = 0
        while true {
            var failure: RedisError
            do {
                let (address, node): (RedisAddress, Node)
                if let next {
                    (address, node) = (next.address, try self.node(at: next.address))
                } else {
                    (address, node) = try await master(of: slot)
                }
                let isAsking = next?.isAsking ?? false
                next = nil
                let replies = try await body(node, isAsking)
                guard let told = replies.first(where: { $0.error?.meansThatSlotsMove == true }),
                    let error = told.error
                else { return replies }
                failure = error
                if let redirection = ClusterRedirection(told, from: address),
                    let target = redirection.address
                {
                    next = (target, !redirection.isForGood)
                    if redirection.isForGood { move(redirection.slot, to: target) }
                    // The first is followed at once; a slot that goes round and round takes time.
                    attempt += 1
                    if attempt <= 5 { continue }
                }
                if let giveUpAt, NIODeadline.now() > giveUpAt { return replies }
            } catch let error as RedisError
                where !error.mayHaveRun
                && (error.code == .connection || error.meansThatSlotsMove
                    || (error.code == .closed && !state.withLock { $0.isClosed }))
            {
                failure = error
                if let giveUpAt, NIODeadline.now() > giveUpAt { throw error }
            }
            giveUpAt = giveUpAt ?? NIODeadline.now() + TimeAmount(options.connectTimeout)
            attempt += 1
            try await options.backoff.sleep(attempt: min(attempt, 5))
            // Without an answer, what was known has to do.
            do { try await refresh() } catch let error as RedisError {
                if error.code == .closed { throw error }
                failure = error
            }
            options.logger?.debug("a node of the cluster: \(failure)")
        }
    }
}
