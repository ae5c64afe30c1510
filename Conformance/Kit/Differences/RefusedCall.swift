import MartletRESP

/// What servers answered a call that is said to be refused.
package struct RefusedCall: Sendable, Equatable, Codable {
    /// The call as one types it.
    package var call: String
    /// What the server under test answered, escaped.
    package var target: String
    /// What the real server answered; nil where it wasn't there.
    package var real: String?

    package init(call: String, target: String, real: String?) {
        self.call = call
        self.target = target
        self.real = real
    }

    /// Makes the calls of a file on both servers, each on servers of its own where these are ours to
    /// start: it may end them, or make them something else.
    package static func all(
        in known: KnownDifferences, target: any ServerSource, real: (any ServerSource)?
    ) throws -> [RefusedCall] {
        var own = ConformanceCase(family: "", title: "", file: known.file, line: 0)
        own.ownServers = true
        return try known.refusals.map { refusal in
            RefusedCall(
                call: refusal.call, target: try reply(to: refusal, of: target, own),
                real: try real.map { try reply(to: refusal, of: $0, own) })
        }
    }

    private static func reply(
        to refusal: KnownDifferences.Refusal, of servers: any ServerSource, _ own: ConformanceCase
    ) throws -> String {
        let address = try servers.server(for: own) ?? servers.ordinary()
        defer { servers.didRun(own) }
        let connection = try ServerFacts.authenticated(address)
        var reply = ""
        for words in refusal.calls {
            connection.send(CommandEncoder.encode(words))
            reply = ByteText.escaped(connection.receiveReply(within: .seconds(1)).bytes)
        }
        return reply
    }

    /// What speaks against the call being refused, nil where it is.
    var objection: String? {
        if !target.hasPrefix("-") { return "is answered: \(target)" }
        if target == real { return "is answered as by the real server: \(target)" }
        return nil
    }
}
