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

    /// Makes the calls of a file on both servers.
    package static func all(
        in known: KnownDifferences, target: any ServerSource, real: (any ServerSource)?
    ) throws -> [RefusedCall] {
        try known.refusals.map { refusal in
            RefusedCall(
                call: refusal.call, target: try reply(to: refusal, of: target),
                real: try real.map { try reply(to: refusal, of: $0) })
        }
    }

    private static func reply(
        to refusal: KnownDifferences.Refusal, of servers: any ServerSource
    ) throws -> String {
        let connection = try ServerFacts.authenticated(servers.ordinary())
        connection.send(CommandEncoder.encode(refusal.words))
        return ByteText.escaped(connection.receiveReply(within: .seconds(1)).bytes)
    }

    /// What speaks against the call being refused, nil where it is.
    var objection: String? {
        if !target.hasPrefix("-") { return "is answered: \(target)" }
        if target == real { return "is answered as by the real server: \(target)" }
        return nil
    }
}
