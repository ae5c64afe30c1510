/// The words in which the report tells its figures, on the page and in Markdown alike.
package enum ExactnessTexts {
    /// `12 of 13`, or a dash where no case is.
    static func passed(_ tally: ExactnessTable.Tally) -> String {
        tally.cases == 0 ? "–" : "\(tally.passed) of \(tally.cases)"
    }

    /// `29 + 60`: commands and subcommands.
    static func commands(_ line: ExactnessTable.GroupLine) -> String {
        switch (line.commands, line.subcommands) {
        case (0, 0): "–"
        case (_, 0): "\(line.commands)"
        default: "\(line.commands) + \(line.subcommands)"
        }
    }

    /// What a state is called.
    static func name(_ state: ExactnessTable.State) -> String {
        switch state {
        case .exact: "exact"
        case .known: "known differences"
        case .refused: "refuses calls"
        case .untested: "no case"
        case .differs: "differs"
        case .missing: "not there"
        }
    }

    /// What there is to say of a row, sentence by sentence.
    static func remarks(_ row: ExactnessTable.Row) -> [String] {
        var remarks = row.differing.prefix(3).map { result in
            "“\(result.test.title)” differs in RESP\(result.version.rawValue)"
        }
        if row.differing.count > 3 { remarks.append("\(row.differing.count - 3) more differ") }
        remarks += row.known.map { "\($0.what): \($0.reason)" }
        remarks += row.refusals.map { "\($0.call) \($0.what): \($0.reason)" }
        if row.state == .missing { remarks.append("the server does not list it") }
        let skipped = SpokenProtocol.allCases.map { row.tally($0).skipped }.max() ?? 0
        if skipped > 0 { remarks.append("\(cases(skipped)) could not be run") }
        if row.cases == 0, row.uses > 0 { remarks.append("sent in \(cases(row.uses)) of others") }
        return remarks
    }

    private static func cases(_ count: Int) -> String { count == 1 ? "1 case" : "\(count) cases" }

    /// Which servers were compared, and when.
    static func servers(_ facts: RunFacts) -> String {
        "\(facts.target), which tells version \(facts.targetVersion), compared with "
            + "\(facts.realVersion), on \(facts.date)."
            + (facts.selection.map { " \($0)" } ?? "")
    }

    /// What a number of commands in a state are.
    private static func many(_ state: ExactnessTable.State) -> String {
        switch state {
        case .exact: "exact"
        case .known: "with known differences"
        case .refused: "that refuse calls on purpose"
        case .untested: "without a case"
        case .differs: "that differ"
        case .missing: "that are not there"
        }
    }

    /// How many rows are in which state: `300 exact, 2 without a case`.
    static func states(_ table: ExactnessTable) -> String {
        ExactnessTable.State.allCases.map { ($0, table.count($0)) }
            .filter { $0.1 > 0 }
            .map { "\($0.1) \(many($0.0))" }
            .joined(separator: ", ")
    }
}
