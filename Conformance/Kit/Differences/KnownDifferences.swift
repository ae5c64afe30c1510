import Foundation

/// What a server is known to do otherwise than the real one, and why, read from a text file.
///
/// A line `differs FAMILY: TITLE [resp3] — what differs — why` speaks of cases, by a pattern of their
/// titles; without a tag of both protocols. A line `refuses WORDS — what it answers — why` speaks of a
/// call that is refused on purpose; it may have others before it, with ` ; ` between, that prepare it.
package struct KnownDifferences: Sendable, Equatable {
    /// Cases that are known to differ.
    package struct Entry: Sendable, Equatable {
        package var line: Int
        package var family: String
        /// A pattern of the titles.
        package var title: String
        package var protocols: [SpokenProtocol]
        package var what: String
        package var reason: String

        /// Whether the entry speaks of a case in a protocol.
        package func covers(_ test: ConformanceCase, in version: SpokenProtocol) -> Bool {
            family == test.family && protocols.contains(version)
                && GlobPattern(title).matches(test.title)
        }
    }

    /// A call that is refused on purpose.
    package struct Refusal: Sendable, Equatable {
        package var line: Int
        /// What is called before, and the call itself.
        package var calls: [[[UInt8]]]
        /// What it answers instead of doing it.
        package var what: String
        package var reason: String

        /// The words of the call itself.
        package var words: [[UInt8]] { calls.last ?? [] }

        /// The call as one types it, with what is called before.
        package var call: String {
            calls.map { $0.map { ByteText.escaped($0) }.joined(separator: " ") }
                .joined(separator: " ; ")
        }
    }

    /// The file, as errors name it.
    package var file: String
    package var entries: [Entry] = []
    package var refusals: [Refusal] = []

    /// Nothing that is known.
    package static let none = KnownDifferences(file: "")

    private init(file: String) {
        self.file = file
    }

    /// Reads a file from disk.
    package init(path: String) throws {
        try self.init(String(contentsOfFile: path, encoding: .utf8), file: path)
    }

    /// Reads the text of a file.
    package init(_ text: String, file: String) throws(CaseFile.SyntaxError) {
        self.init(file: file)
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).enumerated() {
            let line = trimmed(line)
            if line.isEmpty || line.hasPrefix("#") { continue }
            try read(line, number: index + 1)
        }
    }

    private mutating func read(_ line: String, number: Int) throws(CaseFile.SyntaxError) {
        let parts = line.split(separator: "—", omittingEmptySubsequences: false).map(trimmed)
        let rest = parts.dropFirst(2).joined(separator: " — ")
        let head = parts[0].split(separator: " ", maxSplits: 1).map(String.init)
        guard head.count == 2, parts.count >= 3, !parts[1].isEmpty, !rest.isEmpty else {
            throw error(
                "`differs FAMILY: TITLE — what — why` or `refuses CALL — what — why`", number)
        }
        switch head[0] {
        case "differs": try addEntry(head[1], parts[1], rest, number)
        case "refuses":
            let calls = head[1].components(separatedBy: " ; ").map { try? ByteText.words($0) }
            guard calls.allSatisfy({ $0?.isEmpty == false }) else {
                throw error("cannot read the call \(head[1])", number)
            }
            refusals.append(
                Refusal(
                    line: number, calls: calls.compactMap(\.self), what: parts[1], reason: rest))
        default: throw error("neither `differs` nor `refuses`: \(head[0])", number)
        }
    }

    private mutating func addEntry(
        _ cases: String, _ what: String, _ reason: String, _ number: Int
    ) throws(CaseFile.SyntaxError) {
        var cases = cases
        var protocols = SpokenProtocol.allCases
        for (tag, version) in [(" [resp2]", SpokenProtocol.resp2), (" [resp3]", .resp3)]
        where cases.hasSuffix(tag) {
            cases.removeLast(tag.count)
            protocols = [version]
        }
        let names = cases.split(separator: ":", maxSplits: 1).map(trimmed)
        guard names.count == 2, !names[0].isEmpty, !names[1].isEmpty else {
            throw error("cases are named `FAMILY: TITLE`", number)
        }
        entries.append(
            Entry(
                line: number, family: names[0], title: names[1], protocols: protocols, what: what,
                reason: reason))
    }

    private func error(_ message: String, _ line: Int) -> CaseFile.SyntaxError {
        CaseFile.SyntaxError(file: file, line: line, message: message)
    }
}
