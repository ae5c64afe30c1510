import ConformanceKit
import Foundation

/// The figures, printed as they come and written as JSON at the end.
final class Report {
    private(set) var figures: [Figure] = []
    private let isTerminal = isatty(STDERR_FILENO) == 1

    func begin(_ scenario: String) {
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1b}[K\(scenario) …".utf8)) }
    }

    func add(_ name: String, unit: String, server: Double, peer: Double?) {
        let figure = Figure(name: name, unit: unit, server: server, peer: peer)
        figures.append(figure)
        if isTerminal { FileHandle.standardError.write(Data("\r\u{1b}[K".utf8)) }
        let ratio = figure.ratio.map { String(format: "%5.2f", $0) } ?? "    –"
        let values = [server, peer].compactMap { $0 }.map { String(format: "%.4g", $0) }
        let padded = name.padding(toLength: 24, withPad: " ", startingAt: 0)
        FileHandle.standardOutput.write(
            Data("\(padded) \(ratio)   \(values.joined(separator: " / ")) \(unit)\n".utf8))
    }

    /// Writes the figures with what they are of.
    func write(to path: String, of programs: Programs) throws {
        let document = FigureDocument(
            server: try programs.told(programs.server), peer: try programs.told(programs.peer),
            scenarios: Scenarios.descriptions, figures: figures)
        try document.write(to: path)
    }
}

extension Programs {
    /// Returns a program's name and what it says of its version.
    fileprivate func told(_ program: String) throws -> MeasuredProgram {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["--version"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return MeasuredProgram(
            name: URL(fileURLWithPath: program).lastPathComponent,
            version: text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "")
    }
}

extension [Double] {
    var median: Double {
        let sorted = sorted()
        guard !sorted.isEmpty else { return .nan }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// What 99 of 100 keep below.
    var p99: Double { isEmpty ? .nan : sorted()[(count - 1) * 99 / 100] }
}
