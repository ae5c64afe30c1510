/// Results as a table: a line for each command, the cases counted by comparator.
package enum ResultTable {
    /// Returns the table's lines, the last being the sum.
    package static func lines(_ judgement: Judgement) -> [String] {
        let results = Array(zip(judgement.results, judgement.verdicts))
        let rows = Dictionary(grouping: results, by: \.0.test.command)
            .map { Row(command: $0.key, results: $0.value) }
            .sorted { $0.command < $1.command }
        let total = Row(command: "all", results: results)
        let width = max(12, rows.map(\.command.count).max() ?? 0)
        let head = Comparator.allCases.map(\.rawValue) + ["passed", "known", "failed", "skipped"]
        var lines = [padded("command", width) + head.map { right($0, 11) }.joined()]
        for row in rows + [total] {
            lines.append(padded(row.command, width) + row.columns.map { right($0, 11) }.joined())
        }
        return lines
    }

    /// Cases of a command; a case has passed when it has in every protocol.
    private struct Row {
        var command: String
        var columns: [String]

        init(command: String, results: [(CaseResult, Judgement.Verdict)]) {
            self.command = command
            let cases = Dictionary(grouping: results) { "\($0.0.test.file):\($0.0.test.line)" }
                .values
            var counts = Comparator.allCases.map { comparator in
                cases.count { $0[0].0.test.comparator == comparator }
            }
            let failed = cases.count { $0.contains { $0.1 == .failed } }
            let known = cases.count { Self.isKnown($0.map(\.1)) }
            let skipped = cases.count { $0.allSatisfy { $0.1 == .skipped } }
            counts += [cases.count - failed - known - skipped, known, failed, skipped]
            columns = counts.map { $0 == 0 ? "·" : String($0) }
        }

        /// Whether a case differs, and as it is known to in all its protocols.
        private static func isKnown(_ verdicts: [Judgement.Verdict]) -> Bool {
            !verdicts.contains(.failed)
                && verdicts.contains { if case .known = $0 { true } else { false } }
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

extension CaseResult {
    package var isFailed: Bool {
        if case .failed = outcome { return true }
        return false
    }

    package var isSkipped: Bool {
        if case .skipped = outcome { return true }
        return false
    }

    /// The differences, as text for a reader.
    package var report: String {
        guard case .failed(let differences) = outcome else { return "" }
        var text = "✗ \(test.title) (RESP\(version.rawValue), \(test.family))\n"
        for difference in differences.prefix(5) {
            text += "  \(test.file):\(difference.line): \(difference.reason)\n"
            text += "    real:   \(difference.real)\n    target: \(difference.target)\n"
        }
        if differences.count > 5 { text += "  … and \(differences.count - 5) differences more\n" }
        return text
    }
}
