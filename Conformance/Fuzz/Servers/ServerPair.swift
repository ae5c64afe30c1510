import ConformanceKit
import MartletRESP

/// A connection to the real server and one to the target, over which the same is sent.
final class ServerPair {
    /// How many calls are sent in one piece.
    private static let batch = 500

    private let real: PipelinedLine
    private let target: PipelinedLine
    private let events: EventPair
    private let patience: Duration

    /// Connects to both servers, of which passwords are asked where they have them.
    init(
        _ real: ServerAddress, _ target: ServerAddress, patience: Duration = .seconds(10)
    ) throws {
        self.real = try PipelinedLine(real)
        self.target = try PipelinedLine(target)
        self.patience = patience
        events = try EventPair(real, target, patience: patience)
        for (line, address) in [(self.real, real), (self.target, target)] {
            guard let password = address.password else { continue }
            line.send(CommandEncoder.encode(["AUTH", password].map { Array($0.utf8) }))
            _ = line.receive(1, within: patience)
        }
    }

    /// Sends calls to both servers and returns the real one's replies.
    ///
    /// - Throws: ``Disagreement`` for the first call whose replies differ; ``NoTruth``.
    @discardableResult
    func run(_ calls: [FuzzCall], keepsReplies: Bool = false) throws -> [[UInt8]] {
        var kept: [[UInt8]] = []
        var start = 0
        while start < calls.count {
            let part = calls[start..<min(start + Self.batch, calls.count)]
            try send(part, part)
            try compare(part)
            try events.compare()
            if keepsReplies { kept += part.indices.map { real.reply($0 - start) } }
            start += part.count
        }
        return kept
    }

    /// Sends each server its own calls, and compares the replies.
    func run(real own: [FuzzCall], target others: [FuzzCall]) throws {
        try send(own[...], others[...])
        try compare(own[...])
    }

    /// Returns both servers' replies to calls, whatever they are.
    func replies(to calls: [FuzzCall]) throws -> (real: [[UInt8]], target: [[UInt8]]) {
        try send(calls[...], calls[...])
        return (calls.indices.map(real.reply), calls.indices.map(target.reply))
    }

    /// Passes over what has happened so far.
    func settleEvents() throws {
        try events.settle()
    }

    private func send(_ own: ArraySlice<FuzzCall>, _ others: ArraySlice<FuzzCall>) throws {
        real.send(Self.encode(own))
        target.send(Self.encode(others))
        let truth = real.receive(own.count, within: patience)
        let ending = target.receive(others.count, within: patience)
        guard truth == .arrived else { throw NoTruth(reason: truth.rawValue) }
        guard ending == .arrived else {
            let index = target.count
            let call = own[own.startIndex + min(index, own.count - 1)]
            let rest = target.bytes.suffix(200)
            throw Disagreement(
                call: call, reason: ending == .closed ? "closed the connection" : ending.rawValue,
                isSilence: true,
                real: real.reply(min(index, own.count - 1)), target: Array(rest))
        }
    }

    private static func encode(_ calls: ArraySlice<FuzzCall>) -> [UInt8] {
        var encoder = CommandEncoder()
        for call in calls { encoder.append(call.words) }
        return encoder.bytes
    }

    /// Compares the replies of the calls that were sent last.
    private func compare(_ calls: ArraySlice<FuzzCall>) throws(Disagreement) {
        if real.bytes == target.bytes { return }
        for (index, call) in calls.enumerated() {
            let one = real.reply(index)
            let other = target.reply(index)
            guard one != other, let reason = call.rule.objection(one, other) else { continue }
            throw Disagreement(call: call, reason: reason, real: one, target: other)
        }
    }
}
