import ConformanceKit

/// Plays sequences of steps on two empty servers, and finds where they differ.
final class SequencePlayer {
    private let real: any ServerSource
    private let target: any ServerSource
    let version: SpokenProtocol
    private var pair: ServerPair?

    init(real: any ServerSource, target: any ServerSource, version: SpokenProtocol) {
        self.real = real
        self.target = target
        self.version = version
    }

    /// Plays steps from the beginning, and compares all replies, and in the end all that is kept.
    ///
    /// - Throws: ``NoTruth``, or that no server can be reached.
    func play(_ steps: [FuzzStep], exchanging: Bool = true) throws -> Disagreement? {
        do {
            let pair = try connected()
            let calls = steps.flatMap(\.calls)
            if calls.contains(where: { $0.connection != nil }) {
                try converse(calls)
                try pair.settleEvents()
            } else {
                try pair.run(calls)
            }
            try Inspection.compare(pair, exchanging: exchanging)
            return nil
        } catch let found as Disagreement {
            // What is still to come on these connections belongs to no call.
            pair = nil
            if found.isSilence { target.replace() }
            return found
        } catch {
            pair = nil
            real.replace()
            target.replace()
            throw error
        }
    }

    /// Lets several clients make calls in turn.
    private func converse(_ calls: [FuzzCall]) throws {
        let conversation = try ConversationPair(real.ordinary(), target.ordinary(), version)
        do {
            try conversation.run(calls)
        } catch var found as Disagreement {
            found.transcript = conversation.transcript
            throw found
        }
    }

    /// Returns connections to servers that are empty and have their usual settings.
    private func connected() throws -> ServerPair {
        if let pair {
            try empty(pair)
            return pair
        }
        let made = try ServerPair(real.ordinary(), target.ordinary())
        try empty(made)
        pair = made
        return made
    }

    /// Settings without which replies would follow from time, or outlive a sequence.
    private static let quiet = [
        "CONFIG SET slowlog-log-slower-than -1", "SLOWLOG RESET", "ACL LOG RESET",
        "DEBUG QUICKLIST-PACKED-THRESHOLD 0",
    ]

    private func empty(_ pair: ServerPair) throws {
        let hello = version == .resp3 ? ["HELLO 3"] : []
        let texts =
            ["RESET"] + hello + ["FLUSHALL", "SCRIPT FLUSH", "FUNCTION FLUSH"]
            + KeyspaceTemplates.defaults.map { "CONFIG SET \($0)" }
            + ["CONFIG SET notify-keyspace-events \(EventPair.classes)"] + Self.quiet
            + ["CONFIG RESETSTAT"]
        // The replies tell of versions and identifiers.
        _ = try pair.replies(to: texts.map { FuzzCall($0) })
        try pair.settleEvents()
    }
}
