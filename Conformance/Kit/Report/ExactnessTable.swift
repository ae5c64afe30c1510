/// How exact a server is: a row for each command and subcommand of the real server.
package struct ExactnessTable: Sendable {
    /// What became of the cases of a command in one protocol.
    package struct Tally: Sendable, Equatable {
        package var passed = 0
        package var known = 0
        package var failed = 0
        package var skipped = 0

        /// All of them.
        package var cases: Int { passed + known + failed + skipped }

        mutating func count(_ verdict: Judgement.Verdict) {
            switch verdict {
            case .passed: passed += 1
            case .known: known += 1
            case .failed: failed += 1
            case .skipped: skipped += 1
            }
        }

        mutating func add(_ other: Tally) {
            passed += other.passed
            known += other.known
            failed += other.failed
            skipped += other.skipped
        }
    }

    /// What is to be said of a command in a word.
    package enum State: String, Sendable, CaseIterable {
        case exact, known, refused, untested, differs, missing
    }

    /// A command or subcommand; or, without an entry, all cases that are about none.
    package struct Row: Sendable {
        package var entry: CommandCatalog.Entry?
        /// How many cases are about it.
        package var cases = 0
        /// How many other cases send it.
        package var uses = 0
        package var tallies: [SpokenProtocol: Tally] = [:]
        package var known: [KnownDifferences.Entry] = []
        package var refusals: [KnownDifferences.Refusal] = []
        /// The results that differ unexpectedly.
        package var differing: [CaseResult] = []
        /// Whether the server under test has it.
        package var isListed = true

        package var title: String { entry?.title ?? "no command" }

        package func tally(_ version: SpokenProtocol) -> Tally { tallies[version] ?? Tally() }

        package var state: State {
            if !differing.isEmpty { return .differs }
            if !isListed { return refusals.isEmpty ? .missing : .refused }
            if !refusals.isEmpty { return .refused }
            if !known.isEmpty { return .known }
            return tallies.values.contains { $0.passed > 0 } ? .exact : .untested
        }
    }

    /// The rows in the order of their commands' names; last the one of cases about no command.
    package let rows: [Row]

    /// Counts the cases of a judged run; `commands` are those that the server under test lists.
    package init(
        _ judgement: Judgement, _ catalog: CommandCatalog, _ known: KnownDifferences,
        commands: [String]?
    ) {
        let listed = commands.map { Set($0) }
        var counts = Self.counts(judgement, catalog)
        let calls = known.refusals.map { ($0, catalog.entry(calledBy: $0.words)) }
        rows =
            catalog.entries.map { entry in
                var row = counts.removeValue(forKey: entry.name) ?? Row()
                row.entry = entry
                row.isListed = listed?.contains(entry.name) ?? true
                row.refusals = calls.filter { _, called in
                    called?.name == entry.name
                        || !row.isListed && called?.container == entry.container
                }.map(\.0)
                return row
            } + [counts[""] ?? Row()]
    }

    /// The rows by the names of their commands; that of no command by the empty name.
    private static func counts(_ judgement: Judgement, _ catalog: CommandCatalog) -> [String: Row] {
        var rows: [String: Row] = [:]
        var counted: Set<String> = []
        for (result, verdict) in zip(judgement.results, judgement.verdicts) {
            let name = catalog.subject(of: result.test)?.name ?? ""
            let isFirst = counted.insert("\(result.test.family)\n\(result.test.title)").inserted
            rows[name, default: Row()].add(result, verdict, isFirst: isFirst)
            guard isFirst else { continue }
            for other in catalog.commands(in: result.test) where other != name {
                rows[other, default: Row()].uses += 1
            }
        }
        return rows
    }

    /// The commands that the server under test has not, and nobody said why.
    package var missing: [Row] { rows.filter { $0.state == .missing } }

    /// The rows of a group of commands.
    package func rows(of group: String?) -> [Row] {
        rows.filter { $0.entry?.group == group }
    }

    /// The groups in the order of their names.
    package var groups: [String] { Set(rows.compactMap { $0.entry?.group }).sorted() }
}

extension ExactnessTable.Row {
    fileprivate mutating func add(
        _ result: CaseResult, _ verdict: Judgement.Verdict, isFirst: Bool
    ) {
        if isFirst { cases += 1 }
        tallies[result.version, default: .init()].count(verdict)
        if case .known(let entry) = verdict, !known.contains(entry) { known.append(entry) }
        if verdict == .failed { differing.append(result) }
    }
}

extension CommandCatalog.Entry {
    /// The name without the subcommand.
    fileprivate var container: Substring { name.prefix { $0 != "|" } }
}

extension ExactnessTable {
    /// A line of the summary: a group of commands, or all.
    package struct GroupLine: Sendable, Equatable {
        package var name: String
        package var commands = 0
        package var subcommands = 0
        package var cases = 0
        package var tallies: [SpokenProtocol: Tally] = [:]

        init(_ name: String, _ rows: [Row]) {
            self.name = name
            for row in rows {
                if let entry = row.entry {
                    if entry.isSubcommand { subcommands += 1 } else { commands += 1 }
                }
                cases += row.cases
                for (version, tally) in row.tallies {
                    tallies[version, default: .init()].add(tally)
                }
            }
        }

        package func tally(_ version: SpokenProtocol) -> Tally { tallies[version] ?? Tally() }
    }

    /// The summary: a line for each group, one of what is about no command, and the sum.
    package var summary: [GroupLine] {
        let groups = groups.map { GroupLine($0, rows(of: $0)) }
        let others = GroupLine("no command", rows(of: nil))
        return groups + (others.cases > 0 ? [others] : []) + [GroupLine("all", rows)]
    }

    /// How many rows are in a state.
    package func count(_ state: State) -> Int {
        rows.count { $0.entry != nil && $0.state == state }
    }
}
