import ConformanceKit
import MartletRESP

/// Several connections to each of two servers, on which one call is made after the other.
///
/// After each call all that has arrived is compared, on all connections: what a blocked client gets
/// at last, messages, invalidations.
final class ConversationPair {
    /// A client, on both servers.
    private struct Client {
        let real: PipelinedLine
        let target: PipelinedLine
        var isBlocked = false
        /// Whether both servers have closed the connection.
        var isGone = false
        /// What the servers call the client.
        var realID: [UInt8] = []
        var targetID: [UInt8] = []
    }

    private var clients: [Client] = []
    private let control: Client
    private let patience: Duration
    /// What arrived on each connection after each call; nil for calls of a client that was blocked.
    private(set) var transcript: [[Int]?] = []

    init(
        _ real: ServerAddress, _ target: ServerAddress, _ version: SpokenProtocol,
        patience: Duration = .seconds(10)
    ) throws {
        self.patience = patience
        control = Client(real: try PipelinedLine(real), target: try PipelinedLine(target))
        for _ in ConversationNames.all {
            var client = Client(real: try PipelinedLine(real), target: try PipelinedLine(target))
            client.realID = greet(client.real, version)
            client.targetID = greet(client.target, version)
            clients.append(client)
        }
    }

    /// Begins to speak in a protocol, and returns the client's id.
    private func greet(_ line: PipelinedLine, _ version: SpokenProtocol) -> [UInt8] {
        if version == .resp3 {
            line.send(CommandEncoder.encode(FuzzCall("HELLO 3").words))
            _ = line.receive(1, within: patience)
        }
        line.send(CommandEncoder.encode(FuzzCall("CLIENT ID").words))
        guard line.receive(1, within: patience) == .arrived else { return [] }
        return ReplyNode(line.reply(0))?.payload ?? []
    }

    /// Makes the calls in turn, each on its connection.
    ///
    /// - Throws: ``Disagreement``; ``NoTruth``.
    func run(_ calls: [FuzzCall]) throws {
        defer { endPause() }
        for call in calls { try run(call) }
        endPause()
        try waitUntilDone(Self.unpause)
    }

    private static let unpause = FuzzCall("CLIENT UNPAUSE")

    /// Lets nobody else wait for the end of a pause.
    private func endPause() {
        for line in [control.real, control.target] {
            line.send(CommandEncoder.encode(Self.unpause.words))
            _ = line.receive(1, within: patience)
        }
    }

    private func run(_ call: FuzzCall) throws {
        guard let own = call.connection, !clients[own].isBlocked, !clients[own].isGone else {
            transcript.append(nil)
            return
        }
        for client in clients {
            client.real.forget()
            client.target.forget()
        }
        clients[own].real.append(CommandEncoder.encode(words(of: call, \.realID)))
        clients[own].target.append(CommandEncoder.encode(words(of: call, \.targetID)))
        try waitUntilDone(call)
        let counts = try clients.indices.map { index in
            try compare(index, own: own, call)
        }
        transcript.append(counts)
        for index in clients.indices where index == own || clients[index].isBlocked {
            let isAnswered = (0..<counts[index]).contains { place in
                clients[index].real.reply(place).first != UInt8(ascii: ">")
            }
            clients[index].isBlocked = !isAnswered
        }
    }

    /// Returns the words of a call as one of the servers has to get them.
    private func words(of call: FuzzCall, _ id: KeyPath<Client, [UInt8]>) -> [[UInt8]] {
        call.words.map { word in
            let index = ConversationNames.all.firstIndex {
                ConversationNames.identity(of: $0) == word
            }
            return index.map { clients[$0][keyPath: id] } ?? word
        }
    }

    /// Waits until both servers have done what a call makes them do: they have then answered what
    /// came behind it, in a later round of their loops.
    private func waitUntilDone(_ call: FuzzCall) throws {
        let ping = CommandEncoder.encode([Array("PING".utf8)])
        for _ in 0..<3 {
            control.real.send(ping)
            control.target.send(ping)
            let truth = control.real.receive(1, within: patience)
            guard truth == .arrived else { throw NoTruth(reason: truth.rawValue) }
            let ending = control.target.receive(1, within: patience)
            guard ending == .arrived else {
                throw Disagreement(
                    call: call, reason: ending.rawValue, isSilence: true, real: [], target: [])
            }
        }
    }

    /// Compares what has arrived on a connection; returns of how many values it was.
    private func compare(_ index: Int, own: Int, _ call: FuzzCall) throws -> Int {
        let client = clients[index]
        let endings = [client.real.receiveArrived(), client.target.receiveArrived()]
        let (one, other) = (client.real.bytes, client.target.bytes)
        var rule = index == own ? call.rule : .exact
        // It names a client by its id.
        if rule == .exact, Self.tellsOfABrokenRedirection(one) { rule = .near }
        var reason = rule.objection(one, other)
        if endings[0] != endings[1] { reason = endings[1].rawValue }
        if endings == [.closed, .closed] { clients[index].isGone = true }
        if let reason {
            throw Disagreement(
                call: call, reason: "\(reason) on connection \(ConversationNames.all[index])",
                real: one,
                target: other)
        }
        return client.real.count
    }

    private static func tellsOfABrokenRedirection(_ bytes: [UInt8]) -> Bool {
        ReplyNode.all(bytes)?.contains { $0.children.first?.text == "tracking-redir-broken" }
            == true
    }
}
