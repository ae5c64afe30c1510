/// Compares what two servers did in the same case.
package struct RecordComparison {
    private let test: ConformanceCase
    private let fileMasks: [Mask]
    private var differences: [Difference] = []
    private var measured = MeasuredComparison()

    /// Returns the differences of a target's record to the real server's.
    package static func differences(
        of target: CaseRecord, from real: CaseRecord, in test: ConformanceCase, masks: [Mask] = []
    ) -> [Difference] {
        var comparison = RecordComparison(test: test, fileMasks: masks)
        comparison.compareSteps(real, target)
        comparison.compareLeftovers(real, target)
        comparison.compareKeyspaces(real, target)
        return comparison.differences
    }

    private init(test: ConformanceCase, fileMasks: [Mask]) {
        self.test = test
        self.fileMasks = fileMasks
    }

    private mutating func compareSteps(_ real: CaseRecord, _ target: CaseRecord) {
        let steps = test.sentSteps
        guard real.steps.count == steps.count, target.steps.count == steps.count else {
            add(test.line, "not all steps were run", "\(real.steps.count)", "\(target.steps.count)")
            return
        }
        for (step, (one, other)) in zip(steps, zip(real.steps, target.steps)) {
            for (index, name) in step.connections.enumerated() {
                compare(step, named: name, one.replies[index], other.replies[index])
            }
        }
    }

    private mutating func compare(
        _ step: CaseStep, named name: String,
        _ real: ServerConnection.Received, _ target: ServerConnection.Received
    ) {
        let on = name.isEmpty ? "" : " on connection \(name)"
        if real.ending == .timedOut {
            add(
                step.line, "the real server did not answer in time\(on): the case waits in vain",
                real, target)
            return
        }
        guard real.ending == target.ending else {
            let what = Self.name(target.ending)
            add(step.line, "\(what)\(on)", real, target)
            return
        }
        if let reason = difference(step, real.bytes, target.bytes) {
            add(step.line, reason + on, real, target)
        }
    }

    /// Returns how two raw replies differ under the step's comparator, or nil.
    private mutating func difference(
        _ step: CaseStep, _ real: [UInt8], _ target: [UInt8]
    ) -> String? {
        if real == target, step.comparator == .exact || step.comparator == .unordered { return nil }
        if step.comparator == .exact { return "other replies" }
        guard let one = ReplyNode.all(real), let other = ReplyNode.all(target) else {
            return real == target ? nil : "other bytes, which are no replies"
        }
        switch step.comparator {
        case .exact: return nil
        case .unordered:
            let isEqual =
                one.map { $0.sorted(pairs: step.arePairs) }
                == other.map { $0.sorted(pairs: step.arePairs) }
            return isEqual ? nil : "other elements"
        case .random: return RandomComparison.difference(step, one, other)
        case .measured:
            return measured.difference(
                one, other, masks: step.masks + fileMasks, isProse: Self.isProse(step))
        }
    }

    /// Whether the step asks for texts that every server has in its own words.
    static func isProse(_ step: CaseStep) -> Bool {
        guard let words = step.words, words.count == 2 else { return false }
        return String(decoding: words[1], as: UTF8.self).lowercased() == "help"
    }

    private mutating func compareLeftovers(_ real: CaseRecord, _ target: CaseRecord) {
        for name in Set(real.leftovers.keys).union(target.leftovers.keys).sorted() {
            let one = real.leftovers[name] ?? []
            let other = target.leftovers[name] ?? []
            guard one != other else { continue }
            let on = name.isEmpty ? "the connection" : "connection \(name)"
            add(
                test.line, "other bytes unread on \(on) at the end", ByteText.escaped(one),
                ByteText.escaped(other))
        }
    }

    private mutating func compareKeyspaces(_ real: CaseRecord, _ target: CaseRecord) {
        guard let one = real.keyspace, let other = target.keyspace else {
            let texts = [real.keyspace, target.keyspace].map { $0 == nil ? "cannot tell" : "tells" }
            // A server without SELECT or KEYS fails their own cases, not every case there is.
            if real.keyspace ?? [] == target.keyspace ?? [] { return }
            add(test.line, "the keys left behind cannot be read", texts[0], texts[1])
            return
        }
        // What a random command leaves behind is random too, and shown by its replies.
        guard test.comparator != .random else { return }
        let lines = one.map(\.description)
        let others = other.map(\.description)
        guard lines != others else { return }
        let missing = lines.filter { !others.contains($0) }
        let added = others.filter { !lines.contains($0) }
        add(
            test.line, "other keys left behind", missing.joined(separator: "; "),
            added.joined(separator: "; "))
    }

    private mutating func add(_ line: Int, _ reason: String, _ real: String, _ target: String) {
        differences.append(Difference(line: line, reason: reason, real: real, target: target))
    }

    private mutating func add(
        _ line: Int, _ reason: String,
        _ real: ServerConnection.Received, _ target: ServerConnection.Received
    ) {
        let equal = zip(real.bytes, target.bytes).prefix { $0 == $1 }.count
        add(line, reason, Self.text(real, around: equal), Self.text(target, around: equal))
    }

    /// A reply escaped; of a long one what lies around the first difference.
    private static func text(_ received: ServerConnection.Received, around index: Int) -> String {
        let limit = 600
        let start = received.bytes.count <= limit ? 0 : max(0, index - limit / 4)
        let shown = received.bytes.dropFirst(start).prefix(limit)
        var text = (start > 0 ? "…" : "") + ByteText.escaped(shown)
        if start + shown.count < received.bytes.count { text += "…" }
        if received.bytes.count > limit { text += " (\(received.bytes.count) bytes)" }
        return text + (received.ending == .arrived ? "" : " (\(name(received.ending)))")
    }

    private static func name(_ ending: ServerConnection.Ending) -> String {
        switch ending {
        case .arrived: "answered"
        case .closed: "closed the connection"
        case .timedOut: "did not answer in time"
        case .unreadable: "sent what is no reply"
        }
    }
}

extension KeyRecord: CustomStringConvertible {
    package var description: String {
        var text = "db\(database) \"\(ByteText.escaped(key))\" \(ByteText.escaped(type))"
        if let encoding { text += " \(ByteText.escaped(encoding))" }
        if let value { text += " \"\(ByteText.escaped(value))\"" }
        return text + (hasTTL ? " with TTL" : "")
    }
}
