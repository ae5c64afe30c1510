import Foundation

/// The catalog as a text file: what tells of the real server where it isn't there.
extension CommandCatalog {
    /// The file's name in the folder of golden files.
    package static let fileName = "commands.table"

    /// Returns the text: a line for each command with its group, arity and version, and the options
    /// that are newer, `*` being one without a word.
    package var text: String {
        let head = """
            # \(server)
            # Written by `conformance record`; do not edit.
            # name group arity since, then option=since for what is newer than the command

            """
        return entries.reduce(into: head) { text, entry in
            let newer = entry.newer.map { " \($0.token ?? "*")=\($0.since)" }.joined()
            text += "\(entry.name) \(entry.group) \(entry.arity) \(entry.since)\(newer)\n"
        }
    }

    /// Reads what ``text`` wrote.
    package init(_ text: String, file: String) throws(CaseFile.SyntaxError) {
        var server = ""
        var entries: [Entry] = []
        for (index, line) in text.split(separator: "\n").enumerated() {
            if line.hasPrefix("#") {
                if index == 0 { server = String(line.dropFirst(2)) }
                continue
            }
            guard let entry = Entry(line: line) else {
                throw CaseFile.SyntaxError(
                    file: file, line: index + 1, message: "no command of the table: \(line)")
            }
            entries.append(entry)
        }
        self.init(server: server, entries: entries)
    }

    /// Reads the file in the folder of golden files.
    package init(recordedIn folder: String) throws {
        let path = "\(folder)/\(Self.fileName)"
        try self.init(String(contentsOfFile: path, encoding: .utf8), file: path)
    }

    /// Writes the file in the folder of golden files.
    package func write(to folder: String) throws {
        try text.write(
            toFile: "\(folder)/\(Self.fileName)", atomically: true, encoding: .utf8)
    }
}

extension CommandCatalog.Entry {
    /// Reads a line of the file.
    fileprivate init?(line: Substring) {
        let words = line.split(separator: " ")
        guard words.count >= 4, let arity = Int(words[2]), let since = ServerVersion(words[3])
        else { return nil }
        let newer = words[4...].compactMap { word -> CommandCatalog.NewerOption? in
            let parts = word.split(separator: "=")
            guard parts.count == 2, let since = ServerVersion(parts[1]) else { return nil }
            return .init(token: parts[0] == "*" ? nil : String(parts[0]), since: since)
        }
        guard newer.count == words.count - 4 else { return nil }
        self.init(
            name: String(words[0]), group: String(words[1]), arity: arity, since: since,
            newer: newer)
    }
}
