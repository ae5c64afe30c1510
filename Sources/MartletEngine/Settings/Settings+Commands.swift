/// What CONFIG GET and CONFIG SET ask for.
extension Settings {
    /// The directives that some patterns find, each once, with their values.
    ///
    /// A pattern without wildcards finds a directive in either case, and gives its own spelling
    /// back; hidden directives are found only so.
    package func matching(_ patterns: [[UInt8]]) -> [(name: [UInt8], value: [UInt8])] {
        var found: [(name: [UInt8], value: [UInt8])] = []
        var seen: [ConfigTable.Match] = []
        for pattern in patterns {
            if !pattern.contains(where: { Self.wildcards.contains($0) }) {
                if let match = ConfigTable.find(pattern), !seen.contains(match) {
                    seen.append(match)
                    found.append((pattern, value(of: match.row)))
                }
                continue
            }
            for match in Self.visible where !seen.contains(match) {
                let name = Array(match.name.utf8)
                if Glob(pattern.span, ignoringCase: true).matches(name.span) {
                    seen.append(match)
                    found.append((name, value(of: match.row)))
                }
            }
        }
        return found
    }

    private static let wildcards = Array("*?[".utf8)

    /// Every name that a pattern can find.
    private static let visible: [ConfigTable.Match] = ConfigTable.rows.indices.flatMap { row in
        let directive = ConfigTable.rows[row]
        if directive.flags.contains(.hidden) { return [ConfigTable.Match]() }
        let name = ConfigTable.Match(row: row, isAlias: false)
        return directive.alias == nil ? [name] : [name, ConfigTable.Match(row: row, isAlias: true)]
    }

    /// Returns these settings with all the given values, and the directives that the host has to
    /// be told of.
    ///
    /// - Throws: CONFIG SET's error for the first value that can't be taken.
    package func changed(
        by pairs: [(name: [UInt8], value: [UInt8])], allowsProtected: Bool, isLoading: Bool = false
    ) throws(ReplyError) -> (settings: Settings, applied: [ConfigTable.Match]) {
        var matches: [ConfigTable.Match] = []
        for (name, _) in pairs {
            guard let match = ConfigTable.find(name) else { throw .unknownOption(name) }
            let flags = match.directive.flags
            if flags.contains(.immutable) {
                throw .configSetFailed(name, "can't set immutable config")
            }
            if flags.contains(.protected), !allowsProtected {
                throw .configSetFailed(name, "can't set protected config")
            }
            if flags.contains(.denyLoading), isLoading { throw .loading }
            if matches.contains(match) { throw .configSetFailed(name, "duplicate parameter") }
            matches.append(match)
        }
        var settings = self
        var applied: [ConfigTable.Match] = []
        for (match, pair) in zip(matches, pairs) {
            let before = settings.value(of: match.row)
            do throws(ConfigError) {
                let words = match.directive.words(of: pair.value)
                try settings.set(match.row, to: words, from: .command)
                try settings.checkSupport(of: match.row)
            } catch {
                throw .configSetFailed(Array(match.name.utf8), error.text)
            }
            let isForced = match.directive.flags.contains(.alwaysApplied)
            if isForced || settings.value(of: match.row) != before { applied.append(match) }
        }
        return (settings, applied)
    }

    /// Checks that a value doesn't ask for what this server can't do.
    ///
    /// - Throws: What redis-server says when it fails to do it.
    private func checkSupport(of row: Int) throws(ConfigError) {
        let directive = ConfigTable.rows[row]
        guard case .refused(let harmless) = directive.support,
            !harmless.contains(String(decoding: value(of: row), as: UTF8.self))
        else { return }
        throw ConfigError(
            directive.name == "appendonly"
                ? "Unable to turn on AOF. Check server logs."
                : "Unable to update TLS configuration. Check server logs.")
    }

    /// Whether a value that CONFIG SET is given should stay out of logs.
    package static func isSensitive(_ name: [UInt8]) -> Bool {
        ConfigTable.find(name)?.directive.flags.contains(.sensitive) ?? false
    }
}

extension ReplyError {
    /// CONFIG SET's error about one of its arguments.
    package static func configSetFailed(_ name: [UInt8], _ reason: String) -> ReplyError {
        ReplyError(
            composing: Array("ERR CONFIG SET failed (possibly related to argument '".utf8)
                + name.prefix { $0 != 0 } + Array("') - \(reason)".utf8))
    }

    static func unknownOption(_ name: [UInt8]) -> ReplyError {
        ReplyError(
            composing: Array("ERR Unknown option or number of arguments for CONFIG SET - '".utf8)
                + name.prefix { $0 != 0 } + Array("'".utf8))
    }

    static var loading: ReplyError {
        ReplyError("LOADING Redis is loading the dataset in memory")
    }
}
