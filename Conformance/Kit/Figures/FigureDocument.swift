import Foundation

/// A program that was measured.
package struct MeasuredProgram: Sendable, Codable, Equatable {
    package var name: String
    /// What it says to `--version`.
    package var version: String

    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}

/// The figures of a benchmark's run as a file.
package struct FigureDocument: Sendable, Codable {
    /// When it was, by ISO 8601.
    package var date: String
    /// How many processors the machine has.
    package var processors: Int
    /// The server under test and the one it is compared with.
    package var server: MeasuredProgram
    package var peer: MeasuredProgram
    /// What each scenario is, in words.
    package var scenarios: [String: String]
    package var figures: [Figure]

    package init(
        server: MeasuredProgram, peer: MeasuredProgram, scenarios: [String: String],
        figures: [Figure],
        date: Date = Date(), processors: Int = ProcessInfo.processInfo.processorCount
    ) {
        self.date = date.formatted(.iso8601)
        self.processors = processors
        self.server = server
        self.peer = peer
        self.scenarios = scenarios
        self.figures = figures
    }

    /// Reads a file.
    package init(path: String) throws {
        self = try JSONFile.value(
            at: path, expected: "figures, as martlet-benchmark --json writes them")
    }

    /// Writes a file.
    package func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(fileURLWithPath: path))
    }
}
