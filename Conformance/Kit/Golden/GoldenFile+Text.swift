extension GoldenFile {
    /// The file's text.
    package var text: String {
        var lines = ["# \(server)", "# Written by `conformance record`; do not edit."]
        for title in titles {
            lines += ["", "== \(title)"]
            for entry in entries[title] ?? [] {
                let versions = entry.versions.map { "RESP\($0.rawValue)" }
                lines.append("-- " + versions.joined(separator: ", "))
                lines += Self.lines(entry)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ entry: Entry) -> [String] {
        var lines: [String] = []
        for (step, sent) in zip(entry.record.steps, entry.sent) {
            lines.append(sent)
            for reply in step.replies {
                let ending = reply.ending == .arrived ? "" : " \(reply.ending.rawValue)"
                lines.append("< \(RawText.text(reply.bytes))\(ending)")
            }
        }
        for (name, bytes) in entry.record.leftovers.sorted(by: { $0.key < $1.key }) {
            lines.append("unread \(name)< \(RawText.text(bytes))")
        }
        guard let keyspace = entry.record.keyspace else { return lines + ["keys unknown"] }
        for key in keyspace {
            let words = [
                "key", String(key.database), String(decoding: key.type, as: UTF8.self),
                key.encoding.map { String(decoding: $0, as: UTF8.self) } ?? "-",
                key.hasTTL ? "ttl" : "-", RawText.text(key.key),
            ]
            lines.append(words.joined(separator: " "))
            if let value = key.value { lines.append("value \(RawText.text(value))") }
        }
        return lines
    }

    /// Reads the text of a file.
    ///
    /// - Throws: `CaseFile.SyntaxError` with the line that cannot be read.
    package init(_ text: String, file: String) throws {
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            do {
                try read(String(line), isFirst: number == 1)
            } catch {
                throw CaseFile.SyntaxError(
                    file: file, line: number, message: "cannot read the record: \(line)")
            }
        }
    }

    private struct Unreadable: Error {}

    private mutating func read(_ line: String, isFirst: Bool) throws {
        if isFirst, line.hasPrefix("# ") { server = String(line.dropFirst(2)) }
        if line.isEmpty || line.hasPrefix("#") { return }
        if line.hasPrefix("== ") {
            titles.append(String(line.dropFirst(3)))
            entries[titles[titles.count - 1]] = []
            return
        }
        guard let title = titles.last else { throw Unreadable() }
        var known = entries[title] ?? []
        if line.hasPrefix("-- ") {
            let versions = SpokenProtocol.allCases.filter { line.contains("RESP\($0.rawValue)") }
            var record = CaseRecord()
            record.keyspace = []
            known.append(Entry(versions: versions, sent: [], record: record))
        } else {
            guard var entry = known.popLast() else { throw Unreadable() }
            try Self.read(line, into: &entry)
            known.append(entry)
        }
        entries[title] = known
    }

    private static func read(_ line: String, into entry: inout Entry) throws {
        let last = entry.record.steps.count - 1
        if line.hasPrefix("< ") {
            guard last >= 0 else { throw Unreadable() }
            entry.record.steps[last].replies.append(try reply(line.dropFirst(2)))
        } else if line.hasPrefix("unread "), let end = line.firstIndex(of: "<") {
            let name = String(line[..<end].dropFirst("unread ".count))
            entry.record.leftovers[name] = try RawText.bytes(
                String(line[line.index(after: end)...]))
        } else if line == "keys unknown" {
            entry.record.keyspace = nil
        } else if line.hasPrefix("value ") {
            guard let key = entry.record.keyspace?.indices.last else { throw Unreadable() }
            entry.record.keyspace?[key].value = try RawText.bytes(String(line.dropFirst(6)))
        } else if line.hasPrefix("key ") {
            entry.record.keyspace?.append(try key(line))
        } else {
            entry.sent.append(line)
            entry.record.steps.append(CaseRecord.StepRecord(line: 0, replies: []))
        }
    }

    private static func reply(_ text: Substring) throws -> ServerConnection.Received {
        let word = text.hasSuffix("\"") ? nil : text.split(separator: " ").last.map(String.init)
        guard let ending = ServerConnection.Ending(rawValue: word ?? "arrived") else {
            throw Unreadable()
        }
        let bytes = try RawText.bytes(String(text.dropLast(word?.count ?? 0)))
        return ServerConnection.Received(bytes: bytes, ending: ending)
    }

    private static func key(_ line: String) throws -> KeyRecord {
        let words = line.split(separator: " ", maxSplits: 5).map(String.init)
        guard words.count == 6, let database = Int(words[1]) else { throw Unreadable() }
        return KeyRecord(
            database: database, key: try RawText.bytes(words[5]), type: Array(words[2].utf8),
            value: nil, encoding: words[3] == "-" ? nil : Array(words[3].utf8),
            hasTTL: words[4] == "ttl")
    }
}
