/// Runs cases on two servers and compares what they do.
package struct SuiteRun {
    /// A case with what its file says for all of its cases.
    package struct Entry: Sendable {
        package var test: ConformanceCase
        package var masks: [Mask]

        package init(test: ConformanceCase, masks: [Mask] = []) {
            self.test = test
            self.masks = masks
        }
    }

    private let real: any RecordSource
    private let target: any RecordSource
    /// The commands that the target has, or nil where it does not tell.
    private let commands: Set<String>?

    /// Creates a run; `commands` are what the target says that it has.
    package init(
        real: any RecordSource, target: any RecordSource, commands: Set<String>? = nil
    ) {
        self.real = real
        self.target = target
        self.commands = commands
    }

    /// Whether a case stands for commands that a target does not claim to have. Only the
    /// mechanical cases may ask: they are made for all commands of the real server.
    package static func isBeyond(_ commands: Set<String>?, _ test: ConformanceCase) -> Bool {
        guard test.family == MechanicalCases.family else { return false }
        let firsts = test.steps.compactMap { $0.words?.first }
        let names = [test.command] + firsts.map { String(decoding: $0, as: UTF8.self) }
        return names.contains { commands?.contains($0.lowercased()) != true }
    }

    /// What the compared servers are called.
    package var realName: String { real.name }
    package var targetName: String { target.name }

    /// Runs cases in all their protocols, and tells each result.
    package func run(_ entries: [Entry], onResult: (CaseResult) -> Void = { _ in }) -> [CaseResult]
    {
        var results: [CaseResult] = []
        for entry in entries {
            for version in entry.test.protocols {
                let result = run(entry, in: version)
                onResult(result)
                results.append(result)
            }
        }
        return results
    }

    private func run(_ entry: Entry, in version: SpokenProtocol) -> CaseResult {
        var outcome = CaseResult.Outcome.passed
        let duration = ContinuousClock().measure { outcome = self.outcome(entry, in: version) }
        return CaseResult(
            test: entry.test, version: version, outcome: outcome, seconds: duration / .seconds(1))
    }

    private func outcome(_ entry: Entry, in version: SpokenProtocol) -> CaseResult.Outcome {
        if Self.isBeyond(commands, entry.test) {
            return .skipped("\(target.name) lacks the command")
        }
        do {
            guard let one = try real.record(entry.test, in: version) else {
                return .skipped("\(real.name) cannot run it")
            }
            guard let other = try target.record(entry.test, in: version) else {
                return .skipped("\(target.name) cannot run it")
            }
            let differences = RecordComparison.differences(
                of: other, from: one, in: entry.test, masks: entry.masks)
            return differences.isEmpty ? .passed : .failed(differences)
        } catch {
            let difference = Difference(
                line: entry.test.line, reason: "the case could not be run: \(error)", real: "",
                target: "")
            return .failed([difference])
        }
    }
}

/// What tells how a server behaves in a case: the server itself, or what was recorded of it.
package protocol RecordSource {
    /// What the server is called in reports.
    var name: String { get }

    /// Returns the record of a case, or nil where there can be none.
    func record(_ test: ConformanceCase, in version: SpokenProtocol) throws -> CaseRecord?
}

/// Records made by running cases on servers.
package struct LiveRecords: RecordSource {
    private let servers: any ServerSource
    private let patience: Duration

    package init(_ servers: any ServerSource, patience: Duration = .seconds(5)) {
        self.servers = servers
        self.patience = patience
    }

    package var name: String { servers.name }

    package func record(_ test: ConformanceCase, in version: SpokenProtocol) throws -> CaseRecord? {
        guard let address = try servers.server(for: test) else { return nil }
        defer { servers.didRun(test) }
        return try CaseExecution.run(test, in: version, on: address, patience: patience)
    }
}
