import Foundation

/// One measured figure, of both servers in the same run.
struct Figure: Codable {
    let name: String
    let unit: String
    /// The server under test, and the one it is compared with.
    let server: Double
    let peer: Double?

    /// How much of the peer's it is.
    var ratio: Double? { peer.map { server / $0 } }
}

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

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(figures).write(to: URL(fileURLWithPath: path))
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
}
