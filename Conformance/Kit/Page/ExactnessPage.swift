/// The report as one page that needs nothing from elsewhere.
package struct ExactnessPage {
    private let table: ExactnessTable
    private let facts: RunFacts
    private let figures: FigureDocument?

    package init(table: ExactnessTable, facts: RunFacts, figures: FigureDocument? = nil) {
        self.table = table
        self.facts = facts
        self.figures = figures
    }

    /// The page.
    package var html: String {
        let parts = [
            "target": escaped(facts.target),
            "servers": escaped(ExactnessTexts.servers(facts)),
            "states": escaped(ExactnessTexts.states(table)),
            "count": "\(table.rows.count - 1)",
            "summary": summary,
            "filters": filters,
            "commands": commands,
            "differences": differences,
            "figures": figures.map(charts) ?? "",
        ]
        let template = String(decoding: PackageResources.page_html, as: UTF8.self)
        return parts.reduce(template) { page, part in
            page.replacing("{{\(part.key)}}", with: part.value)
        }
    }

    private func escaped(_ text: String) -> String { HTMLText.escaped(text) }

    // MARK: Tables

    private var summary: String {
        table.summary.map { line in
            let style = line.name == "all" ? " class=\"all\"" : ""
            return "<tr\(style)><th scope=\"row\">\(escaped(line.name))</th>"
                + "<td>\(ExactnessTexts.commands(line))</td><td>\(line.cases)</td>"
                + passed(line.tally(.resp2)) + passed(line.tally(.resp3)) + "</tr>\n"
        }.joined()
    }

    /// A choice for each state that rows are in.
    private var filters: String {
        ExactnessTable.State.allCases.filter { table.count($0) > 0 }.map { state in
            "<option value=\"\(state.rawValue)\">\(ExactnessTexts.name(state)) "
                + "(\(table.count(state)))</option>"
        }.joined()
    }

    private var commands: String {
        (table.groups.map(Optional.some) + [nil]).map { group in
            let rows = table.rows(of: group).filter { $0.entry != nil || $0.cases > 0 }
            guard !rows.isEmpty else { return "" }
            let name = escaped(group ?? "no command")
            return
                "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"7\">\(name)</th></tr>\n"
                + rows.map(row).joined() + "</tbody>\n"
        }.joined()
    }

    private func row(_ row: ExactnessTable.Row) -> String {
        let remarks = ExactnessTexts.remarks(row).map(escaped).joined(separator: "<br>")
        let depth = row.entry?.isSubcommand == true ? " class=\"sub\"" : ""
        return "<tr data-state=\"\(row.state.rawValue)\">"
            + "<th scope=\"row\"\(depth)>\(escaped(row.title))</th>"
            + "<td>\(row.entry.map { "\($0.since)" } ?? "")</td><td>\(row.cases)</td>"
            + passed(row.tally(.resp2)) + passed(row.tally(.resp3))
            + "<td><span class=\"state \(row.state.rawValue)\">"
            + "\(ExactnessTexts.name(row.state))</span></td><td>\(remarks)</td></tr>\n"
    }

    private func passed(_ tally: ExactnessTable.Tally) -> String {
        let isWhole = tally.passed == tally.cases
        let style = isWhole ? "" : " class=\"\(tally.failed > 0 ? "bad" : "less")\""
        return "<td\(style)>\(ExactnessTexts.passed(tally))</td>"
    }

    /// What differs unexpectedly, with both servers' replies.
    private var differences: String {
        let results = table.rows.flatMap(\.differing)
        guard !results.isEmpty else { return "" }
        let shown = results.prefix(200).map { result in
            "<details><summary>\(escaped(result.test.title)) "
                + "(RESP\(result.version.rawValue), \(escaped(result.test.family)))</summary>"
                + "<pre>\(escaped(result.report))</pre></details>\n"
        }
        let rest = results.count - shown.count
        return "<section aria-labelledby=\"differences\"><h2 id=\"differences\">What differs</h2>\n"
            + shown.joined() + (rest > 0 ? "<p>and \(rest) more.</p>" : "") + "</section>"
    }

    // MARK: Figures

    private func charts(_ document: FigureDocument) -> String {
        let charts = FigureChart.all(in: document).map { chart in
            "<figure><figcaption>\(escaped(chart.title)) <small>\(escaped(chart.unit))</small>"
                + "</figcaption>\(chart.svg)</figure>\n"
        }
        return """
            <section aria-labelledby="speed"><h2 id="speed">Speed and memory</h2>
            <p>Measured in turn on one machine with \(document.processors) processors, on \
            \(escaped(document.date)): \(escaped(document.server.version)) and \
            \(escaped(document.peer.version)).</p>
            <p class="legend"><span class="own">\(escaped(document.server.name))</span>
            <span class="peer">\(escaped(document.peer.name))</span></p>
            <div class="charts">
            \(charts.joined())</div></section>
            """
    }
}
