import Foundation

/// The records of all families, as files in a folder.
package final class GoldenFolder: RecordSource {
    /// A case without a record, or with one of other steps.
    package struct NotRecorded: Error, CustomStringConvertible {
        package var title: String

        package var description: String { "“\(title)” has no record: run `conformance record`" }
    }

    package let name = "the recorded redis-server"
    private let folder: String
    private var files: [String: GoldenFile] = [:]

    package init(folder: String) {
        self.folder = folder
    }

    package func record(_ test: ConformanceCase, in version: SpokenProtocol) throws -> CaseRecord? {
        guard let record = try file(of: test.family).record(of: test, in: version) else {
            throw NotRecorded(title: test.title)
        }
        return record
    }

    /// The server that the records of a family are of.
    package func server(of family: String) throws -> String {
        try file(of: family).server
    }

    private func file(of family: String) throws -> GoldenFile {
        if let file = files[family] { return file }
        let path = path(of: family)
        guard FileManager.default.fileExists(atPath: path) else { return GoldenFile() }
        let file = try GoldenFile(
            String(contentsOfFile: path, encoding: .utf8),
            file: path)
        files[family] = file
        return file
    }

    private func path(of family: String) -> String {
        "\(folder)/\(family).golden"
    }

    /// Runs a family's cases on the real server and writes what it does.
    ///
    /// A record that equals the one at hand under the case's comparators is kept as it stands, so
    /// that times and addresses make no new file.
    package func write(
        _ family: String, _ entries: [SuiteRun.Entry], from real: LiveRecords, server: String
    ) throws {
        let old = try file(of: family)
        var new = GoldenFile()
        new.server = server
        for entry in entries {
            for version in entry.test.protocols {
                guard let made = try real.record(entry.test, in: version) else { continue }
                var record = GoldenProse.removed(from: made, of: entry.test)
                if let before = old.record(of: entry.test, in: version),
                    RecordComparison.differences(
                        of: record, from: before, in: entry.test, masks: entry.masks
                    ).isEmpty
                {
                    record = before
                }
                record.forgetLines()
                new.add(record, of: entry.test, in: version)
            }
        }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try new.text.write(toFile: path(of: family), atomically: true, encoding: .utf8)
        files[family] = new
    }

    /// The titles that a family's file records although there are no such cases.
    package func staleTitles(_ family: String, _ entries: [SuiteRun.Entry]) throws -> [String] {
        let titles = Set(entries.map(\.test.title))
        return try file(of: family).titles.filter { !titles.contains($0) }
    }
}

extension CaseRecord {
    /// Drops the numbers of the lines, which change without meaning.
    mutating func forgetLines() {
        for index in steps.indices { steps[index].line = 0 }
    }
}
