import Foundation

/// What the real server did in the cases of one family, as plain text.
///
///     == Title of the case
///     -- RESP2, RESP3
///     > SET a 1
///     < "+OK\r\n"
///     key 0 string int - "a"
///     value "1"
package struct GoldenFile: Sendable, Equatable {
    /// A case's record in some protocols, and what was sent for it.
    package struct Entry: Sendable, Equatable {
        package var versions: [SpokenProtocol]
        package var sent: [String]
        package var record: CaseRecord
    }

    /// The server that answered.
    package var server = ""
    package var entries: [String: [Entry]] = [:]
    /// The titles in their order.
    package var titles: [String] = []

    package init() {}

    /// The record of a case, or nil where there is none or one of other steps.
    package func record(of test: ConformanceCase, in version: SpokenProtocol) -> CaseRecord? {
        let entry = entries[test.title]?.first { $0.versions.contains(version) }
        guard let entry, entry.sent == test.sentSteps.map(\.sentText) else { return nil }
        return entry.record
    }

    /// Adds what was recorded; equal records of both protocols become one.
    package mutating func add(
        _ record: CaseRecord, of test: ConformanceCase, in version: SpokenProtocol
    ) {
        if entries[test.title] == nil { titles.append(test.title) }
        var known = entries[test.title] ?? []
        let sent = test.sentSteps.map(\.sentText)
        if let same = known.firstIndex(where: { $0.record == record && $0.sent == sent }) {
            known[same].versions.append(version)
        } else {
            known.append(Entry(versions: [version], sent: sent, record: record))
        }
        entries[test.title] = known
    }
}

extension ConformanceCase {
    /// The steps that leave a record.
    package var sentSteps: [CaseStep] {
        steps.filter { if case .wait = $0.action { false } else { true } }
    }
}

extension CaseStep {
    /// What the step sends, on one line, with its connections before it.
    package var sentText: String {
        let head = connections.joined(separator: ",")
        return switch action {
        case .command(let words): "\(head)> " + Self.line(words)
        case .scan(let words): "\(head).scan> " + Self.line(words)
        case .raw(let bytes, let split):
            "\(head)\(split ? ".split" : ".raw")> " + RawText.text(bytes)
        case .receive: "\(head)>"
        case .close: "\(head).close>"
        case .wait(let milliseconds): "wait \(milliseconds)"
        }
    }

    private static func line(_ words: [[UInt8]]) -> String {
        words.map { word in
            let text = ByteText.escaped(word)
            let isPlain = !word.isEmpty && text.utf8.elementsEqual(word)
            return isPlain && !text.contains { " '".contains($0) } ? text : "\"\(text)\""
        }.joined(separator: " ")
    }
}
