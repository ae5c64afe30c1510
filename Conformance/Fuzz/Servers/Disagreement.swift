/// A call to which two servers did not reply alike.
package struct Disagreement: Error {
    package var call: FuzzCall
    package var reason: String
    /// Whether the target did not reply at all.
    package var isSilence = false
    /// The replies, or what there was of them.
    package var real: [UInt8]
    package var target: [UInt8]
    /// Calls that make the difference visible behind the steps, the call itself being the last; nil
    /// where it is one of the steps.
    package var inspection: [FuzzCall]?

    /// Whether two differences are the same only where the reason is.
    var isOneOfMany: Bool { eventCount != nil || call.rule == .counters }

    /// How many events there were, where they differ.
    package var eventCount: Int?

    /// What arrived on each connection after each call, where there are several.
    package var transcript: [[Int]?]?

    /// What differences are told apart by, so that each is shown once.
    package var kind: String {
        if isOneOfMany { return reason }
        if call.connection != nil { return "\(call.name) \(reason)" }
        let beginnings = [real, target].map { reply in
            let line = reply.prefix { $0 != UInt8(ascii: "\r") }.prefix(24)
            guard reply.first != UInt8(ascii: "-") else {
                return String(decoding: line, as: UTF8.self)
            }
            return String(decoding: line.prefix(1), as: UTF8.self)
        }
        return "\(call.name) \(beginnings.joined(separator: " ")) \(inspection == nil)"
    }
}

/// That the real server itself did not reply, so that there is nothing to compare.
package struct NoTruth: Error {
    package var reason: String
}
