import MartletEngine
import MartletServer

extension Martlet.Session {
    /// Runs the command that `write` puts together, and waits for its reply if it blocks.
    func blockingReply(
        _ write: (inout ArgumentList) -> Void
    ) async throws -> RESPValue {
        try Task.checkCancellation()
        var reply: RESPValue?
        var outcome = begin(write) { writer in reply = RESPValue.first(in: writer) }
        if case .ended(.closed) = outcome, client == nil {
            server.engine.reviveProgram()
            outcome = begin(write) { writer in reply = RESPValue.first(in: writer) }
        }
        switch outcome {
        case .ended(let outcome): try finish(outcome)
        case .waits(let waiter, let needsHost):
            if needsHost { server.wake() }
            await server.engine.wait(for: waiter)
            let outcome = server.engine.finishWait(of: waiter) { writer in
                reply = RESPValue.first(in: writer)
            }
            if case .closed = outcome { try Task.checkCancellation() }
            try finish(outcome)
        }
        return reply ?? .null
    }

    /// Runs a command that ends with a time, and waits for its reply as long as that. Without time to
    /// wait it replies at once.
    func blockingReply(
        to command: [String], _ timeout: Duration?
    ) async throws -> RESPValue {
        let write = { (list: inout ArgumentList) in
            for word in command { list.append(word.utf8.span) }
            list.append((timeout?.secondsText ?? "0").utf8.span)
        }
        guard timeout ?? .seconds(1) > .zero else { return try reply(write).orError() }
        return try await blockingReply(write).orError()
    }

    /// Runs a command that pops from one of several keys; returns the key and the element.
    func blockingPop(
        _ name: String, _ keys: [String], _ timeout: Duration?
    ) async throws -> (key: String, value: String)? {
        let reply = try await blockingReply(to: [name] + keys, timeout)
        guard let parts = reply.elements, parts.count == 2, let key = parts[0].text,
            let value = parts[1].text
        else { return nil }
        return (key, value)
    }

    /// Runs a command that pops from one of several sorted sets; returns the key, the member and its
    /// score.
    func blockingScoredPop(
        _ name: String, _ keys: [String], _ timeout: Duration?
    ) async throws -> (key: String, member: String, score: Double)? {
        let reply = try await blockingReply(to: [name] + keys, timeout)
        guard let parts = reply.elements, parts.count == 3, let key = parts[0].text,
            let member = parts[1].text, let score = parts[2].score
        else { return nil }
        return (key, member, score)
    }

    private func begin(
        _ write: (inout ArgumentList) -> Void, _ read: (borrowing ReplyWriter) -> Void
    ) -> SharedEngine.BlockingOutcome {
        server.engine.executeBlocking(for: client, write, read)
    }
}

extension Duration {
    /// The seconds with all their fraction; 0 if the duration is negative.
    fileprivate var secondsText: String {
        let (seconds, attoseconds) = max(self, .zero).components
        let fraction = String(attoseconds)
        return "\(seconds)." + String(repeating: "0", count: 18 - fraction.count) + fraction
    }
}
