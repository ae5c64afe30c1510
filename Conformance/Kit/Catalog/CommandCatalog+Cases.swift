/// Which commands cases are about, and which versions they suit.
extension CommandCatalog {
    /// Returns the command or subcommand that a case counts for; nil where it is about no command.
    package func subject(of test: ConformanceCase) -> Entry? {
        let name = test.command.lowercased()
        guard let entry = entry(name) else { return nil }
        guard !entry.isSubcommand else { return entry }
        let calls = test.steps.reversed().compactMap(\.words).filter {
            $0.first.map { String(decoding: $0, as: UTF8.self).lowercased() } == name
        }
        let titled = self.entry(calledBy: test.titleWords.map { Array($0.utf8) })
        let called = calls.compactMap { self.entry(calledBy: $0) }
        // A title such as “CLIENT KILL of another connection” says which one.
        return called.first { $0 == titled } ?? called.first ?? entry
    }

    /// Returns the names of all commands that a case sends.
    package func commands(in test: ConformanceCase) -> Set<String> {
        Set(test.steps.compactMap(\.words).compactMap { entry(calledBy: $0)?.name })
    }

    /// Whether a server of a version should know all that a case sends in a protocol.
    ///
    /// Words are compared with the names of newer options, wherever they stand: a value spelled like
    /// one keeps a case out.
    package func isKnown(
        _ test: ConformanceCase, in spoken: SpokenProtocol, to version: ServerVersion
    ) -> Bool {
        if spoken == .resp3, let hello = entry("hello"), version < hello.since { return false }
        if let subject = subject(of: test), subject.since > version { return false }
        return test.steps.compactMap(\.words).allSatisfy { isKnown($0, to: version) }
    }

    private func isKnown(_ words: [[UInt8]], to version: ServerVersion) -> Bool {
        guard let entry = entry(calledBy: words) else { return true }
        guard entry.since <= version else { return false }
        return !entry.newer.contains { option in
            guard option.since > version else { return false }
            guard let token = option.token else { return words.count > abs(entry.arity) }
            return words.dropFirst().contains {
                String(decoding: $0, as: UTF8.self).uppercased() == token.uppercased()
            }
        }
    }

    /// Returns what a server of a version should know: the commands of its age.
    package func known(to version: ServerVersion) -> CommandCatalog {
        CommandCatalog(server: server, entries: entries.filter { $0.since <= version })
    }
}
