/// The report as Markdown.
package enum MarkdownReport {
    /// Returns the whole report.
    package static func text(_ table: ExactnessTable, _ facts: RunFacts) -> String {
        var text = "# Exactness\n\n\(ExactnessTexts.servers(facts))\n\n"
        text += states(table) + "\n" + summary(table) + "\n"
        for group in table.groups.map(Optional.some) + [nil] {
            let rows = table.rows(of: group).filter { $0.entry != nil || $0.cases > 0 }
            if rows.isEmpty { continue }
            text += "\n## \(group ?? "No command")\n\n"
            text += row(["command", "since", "cases", "RESP2", "RESP3", "", "remarks"])
            text += "|---|---|--:|--:|--:|---|---|\n"
            text += rows.map(line).joined()
        }
        return text
    }

    /// Returns how many commands are exact, and how many are not.
    package static func states(_ table: ExactnessTable) -> String {
        "Of \(table.rows.count - 1) commands and subcommands of redis-server: "
            + "\(ExactnessTexts.states(table)).\n"
    }

    /// Returns the summary: a line for each group.
    package static func summary(_ table: ExactnessTable) -> String {
        row(["group", "commands + subcommands", "cases", "RESP2 passed", "RESP3 passed"])
            + "|---|--:|--:|--:|--:|\n"
            + table.summary.map { line in
                row([
                    line.name, ExactnessTexts.commands(line), "\(line.cases)",
                    ExactnessTexts.passed(line.tally(.resp2)),
                    ExactnessTexts.passed(line.tally(.resp3)),
                ])
            }.joined()
    }

    private static func line(_ line: ExactnessTable.Row) -> String {
        row([
            line.title, line.entry.map { "\($0.since)" } ?? "", "\(line.cases)",
            ExactnessTexts.passed(line.tally(.resp2)), ExactnessTexts.passed(line.tally(.resp3)),
            ExactnessTexts.name(line.state),
            ExactnessTexts.remarks(line).map(escaped).joined(separator: "; "),
        ])
    }

    private static func row(_ cells: [String]) -> String {
        "| \(cells.joined(separator: " | ")) |\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("|", with: "\\|").replacing("<", with: "&lt;")
    }
}
