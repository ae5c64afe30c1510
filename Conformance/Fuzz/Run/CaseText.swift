import ConformanceKit

/// Writes a sequence that shows a difference as a conformance case.
enum CaseText {
    /// Returns the text of a case; in comments what the servers replied.
    static func text(
        _ title: String, _ steps: [FuzzStep], _ found: Disagreement, only version: SpokenProtocol?
    ) -> String {
        var lines = ["== \(title)" + (version.map { " [resp\($0.rawValue)]" } ?? "")]
        if found.call.rule == .counters { lines.append("> CONFIG RESETSTAT") }
        let isPaused = steps.contains { $0.calls.contains { $0.words.starts(with: pause) } }
        lines += acquaintance(steps.flatMap(\.calls))
        if found.eventCount != nil {
            lines.append("> CONFIG SET notify-keyspace-events \(EventPair.classes)")
            lines.append("o> PSUBSCRIBE __key*")
        }
        let calls = steps.flatMap(\.calls) + (found.inspection ?? [])
        for (index, call) in calls.enumerated() {
            if let own = call.connection {
                let counts = (found.transcript ?? []).dropFirst(index).first
                lines += turn(call, of: own, counts ?? [0, 0, 0, 0])
            } else {
                lines += Self.lines(call)
            }
        }
        if isPaused { lines.append("> CLIENT UNPAUSE") }
        let changed = Set(
            calls.filter { $0.name == "CONFIG" }.compactMap { $0.words.dropFirst(2).first })
        for setting in KeyspaceTemplates.defaults
        where changed.contains(Array(setting.prefix { $0 != " " }.utf8)) {
            lines.append("> CONFIG SET \(setting)")
        }
        if let count = found.eventCount {
            lines.append("o.replies=\(count)>")
            lines.append("> CONFIG SET notify-keyspace-events \"\"")
        }
        lines.append("# \(found.call.name): \(found.reason)")
        lines.append("# real:   \(shown(found.real, beside: found.target))")
        lines.append("# target: \(shown(found.target, beside: found.real))")
        return lines.joined(separator: "\n") + "\n"
    }

    private static let pause = FuzzCall("CLIENT PAUSE").words

    /// What makes the ids known by which clients call each other.
    private static func acquaintance(_ calls: [FuzzCall]) -> [String] {
        let words = Set(calls.filter { $0.connection != nil }.flatMap(\.words))
        return ConversationNames.all.filter { words.contains(ConversationNames.identity(of: $0)) }
            .flatMap { [".measured \($0)> CLIENT INFO", "mask * — text — the runner's own"] }
    }

    private static func lines(_ call: FuzzCall) -> [String] {
        let words = call.words.map(quoted).joined(separator: " ")
        switch call.rule {
        case .exact: return ["> \(words)"]
        case .unordered(let pairs): return [".unordered\(pairs ? ".pairs" : "")> \(words)"]
        case .shape: return [".random> \(words)"]
        case .near: return [".measured> \(words)", "mask * — text — follows from the moment"]
        case .counters: return Counters.sections.map { ".measured> INFO \($0)" } + Counters.masks
        case .each(let rules):
            if rules.allSatisfy({ $0 == .exact }) { return ["> \(words)"] }
            let isOrdered = rules.contains { $0 == .shape || $0 == .near }
            return [(isOrdered ? ".random> " : ".unordered> ") + words]
        }
    }

    /// A call of one of several clients, and what all of them get then; nothing for a call that was
    /// not made.
    private static func turn(_ call: FuzzCall, of own: Int, _ counts: [Int]?) -> [String] {
        guard let counts else { return [] }
        let words = call.words.map(quoted).joined(separator: " ")
        let name = ConversationNames.all[own]
        var lines = ["\(name).none> \(words)"]
        for (index, count) in counts.enumerated() where count > 0 {
            if index == own {
                lines[0] = count == 1 ? "\(name)> \(words)" : "\(name).replies=\(count)> \(words)"
            } else {
                lines.append("\(ConversationNames.all[index]).replies=\(count)>")
            }
        }
        return lines
    }

    private static func quoted(_ word: [UInt8]) -> String {
        let isPlain =
            !word.isEmpty
            && word.allSatisfy { byte in
                0x21...0x7e ~= byte && !"\"'\\{}".utf8.contains(byte)
            } || ConversationNames.all.contains { ConversationNames.identity(of: $0) == word }
        return isPlain ? String(decoding: word, as: UTF8.self) : "\"\(ByteText.escaped(word))\""
    }

    /// A reply escaped; of a long one what lies around the first difference.
    private static func shown(_ reply: [UInt8], beside other: [UInt8]) -> String {
        let equal = zip(reply, other).prefix { $0 == $1 }.count
        let start = reply.count <= 400 ? 0 : max(0, equal - 100)
        let part = reply.dropFirst(start).prefix(400)
        return (start > 0 ? "…" : "") + ByteText.escaped(part)
            + (start + part.count < reply.count ? "… (\(reply.count) bytes)" : "")
    }
}
