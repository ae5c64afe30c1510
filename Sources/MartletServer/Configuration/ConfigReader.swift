import MartletEngine

/// Reads settings from the text of a redis.conf, and from the options of a command line.
package struct ConfigReader {
    /// What has been read so far.
    package private(set) var settings: Settings
    /// Where `dir` leads; relative paths in later lines begin there.
    private let changesDirectory: Bool
    /// The line that last set a directive, for what is refused at the end.
    private var lastLines: [Int: Line] = [:]
    private var depth = 0
    /// The hash that a user's line has of the password, which `requirepass` has to tell.
    private var passwordHash: (hash: String, line: Line)?

    private struct Line {
        let number: Int
        let text: [UInt8]

        func failure(_ reason: String) -> ConfigFailure {
            .line(number: number, text: text, reason: reason)
        }
    }

    package init(_ settings: Settings = Settings(), changesDirectory: Bool = false) {
        self.settings = settings
        self.changesDirectory = changesDirectory
    }

    /// Reads a file, or all that a pattern stands for, then standard input, then options: as one
    /// text, of which later lines win.
    package mutating func read(
        file: String?, standardInput: [UInt8]? = nil, options: [UInt8]? = nil
    ) throws(ConfigFailure) {
        var text: [UInt8] = []
        if let file { text += try Self.contents(of: file) }
        if let standardInput { text += standardInput }
        if let options { text += [UInt8(ascii: "\n")] + options }
        try read(text)
    }

    private static func contents(of path: String) throws(ConfigFailure) -> [UInt8] {
        let hasWildcard = path.utf8.contains { Array("*?[".utf8).contains($0) }
        var text: [UInt8] = []
        for path in hasWildcard ? FileSystem.paths(matching: path) : [path] {
            do throws(FileSystem.Failure) {
                text += try FileSystem.read(path)
            } catch {
                throw .file(path: path, reason: error.text)
            }
        }
        return text
    }

    /// Reads the lines of `text`.
    package mutating func read(_ text: [UInt8]) throws(ConfigFailure) {
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let trimmed = ConfigText.trimmed(line)
            if trimmed.isEmpty || trimmed.first == UInt8(ascii: "#") { continue }
            try read(Line(number: index + 1, text: trimmed))
        }
    }

    private mutating func read(_ line: Line) throws(ConfigFailure) {
        guard let split = SplitArguments(line.text.span) else {
            throw line.failure("Unbalanced quotes in configuration line")
        }
        if split.count == 0 { return }
        var words: [[UInt8]] = []
        for index in 0..<split.count { words.append(Array(split[index])) }
        guard let match = ConfigTable.find(words[0]) else {
            return try readOther(words, line)
        }
        guard words.count == 2 || match.directive.takesSeveralWords else {
            throw line.failure("wrong number of arguments")
        }
        do throws(ConfigError) {
            try settings.set(match.row, to: Array(words.dropFirst()), from: .file)
        } catch {
            throw line.failure(error.text)
        }
        if match.directive.name == "dir" { try enterDirectory(line) }
        lastLines[match.row] = line
    }

    private mutating func enterDirectory(_ line: Line) throws(ConfigFailure) {
        guard changesDirectory else { return }
        do throws(FileSystem.Failure) {
            try FileSystem.changeDirectory(to: settings.directory)
        } catch {
            throw line.failure(error.text)
        }
    }

    /// Reads a line that isn't about a setting.
    private mutating func readOther(_ words: [[UInt8]], _ line: Line) throws(ConfigFailure) {
        let name = String(decoding: words[0].map(Self.lowercased), as: UTF8.self)
        switch (name, words.count) {
        case ("list-max-ziplist-entries", 2), ("list-max-ziplist-value", 2),
            ("lua-replicate-commands", 2):
            return
        case ("include", 2):
            try include(String(decoding: words[1], as: UTF8.self), line)
        case ("user", 2...):
            try readUser(words, line)
        case ("rename-command", 3):
            throw line.failure("Martlet can't rename commands yet")
        case ("loadmodule", 2...):
            throw line.failure("Martlet loads no modules")
        case ("sentinel", 2...):
            throw line.failure("sentinel directive while not in sentinel mode")
        case (_, let count) where words[0].contains(UInt8(ascii: ".")):
            throw line.failure(
                count == 2
                    ? "Module Configuration detected without loadmodule directive"
                    : "Module config specified without value")
        default:
            throw line.failure("Bad directive or wrong number of arguments")
        }
    }

    private mutating func include(_ path: String, _ line: Line) throws(ConfigFailure) {
        guard depth < 64 else { throw line.failure("Files include each other without an end") }
        depth += 1
        try read(try Self.contents(of: path))
        depth -= 1
    }

    /// Takes the line about the default user that CONFIG REWRITE writes; others come later.
    private mutating func readUser(_ words: [[UInt8]], _ line: Line) throws(ConfigFailure) {
        let rules = words.dropFirst(2).map { String(decoding: $0, as: UTF8.self) }
        let harmless = [
            "on", "nopass", "~*", "allkeys", "&*", "allchannels", "+@all", "allcommands",
            "sanitize-payload",
        ]
        let others = rules.filter { !harmless.contains($0) }
        guard words[1] == Array("default".utf8), others.allSatisfy({ $0.hasPrefix("#") }) else {
            throw line.failure("Martlet has no users but the default one yet")
        }
        if let last = others.last { passwordHash = (String(last.dropFirst()), line) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (65...90).contains(byte) ? byte | 0x20 : byte
    }
}

extension ConfigReader {
    /// Checks what only all the lines together tell.
    package func finish() throws(ConfigFailure) -> Settings {
        if !settings.logFile.isEmpty {
            do throws(FileSystem.Failure) {
                FileSystem.close(try FileSystem.openToAppend(settings.logFile))
            } catch {
                throw .whole("Can't open the log file: \(error.text)")
            }
        }
        if let passwordHash, passwordHash.hash != SHA256.hexadecimal(of: settings.requirePass) {
            throw passwordHash.line.failure(
                "Martlet can't take a password's hash: it has to be that of 'requirepass'")
        }
        if let refused = settings.refusedDirective {
            let reason = Self.refusal(of: refused.name)
            guard let row = ConfigTable.find(Array(refused.name.utf8))?.row,
                let line = lastLines[row]
            else { throw .whole(reason) }
            throw line.failure(reason)
        }
        return settings
    }

    /// Why a directive can't have the value it was given.
    private static func refusal(of name: String) -> String {
        switch name {
        case "appendonly":
            "Martlet writes no append-only file yet: it starts with 'appendonly no' only"
        case "replicaof": "Martlet can't be a replica yet"
        case "cluster-enabled": "Martlet can't be part of a cluster yet"
        case "tls-port", "tls-replication", "tls-cluster": "Martlet doesn't speak TLS yet"
        case "aclfile": "Martlet reads no users from a file yet"
        case "syslog-enabled": "Martlet can't write to syslog yet: use 'logfile'"
        default: "Martlet can't do this yet"
        }
    }
}

extension ConfigDirective {
    /// Whether a line of a file may give it any number of words.
    var takesSeveralWords: Bool { flags.contains(.severalWords) }
}
