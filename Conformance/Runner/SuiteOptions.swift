import ArgumentParser
import ConformanceKit
import Foundation

/// What every subcommand that runs cases needs to know of them and of the real server.
struct SuiteOptions: ParsableArguments {
    @OptionGroup var folder: CaseOptions
    @OptionGroup var real: RealServerOptions

    @Option(help: "Only cases whose family, command or title fits this pattern (* and ?).")
    var only: [String] = []

    @Option(
        help: "Only cases that a server of this version should know, by their commands and options."
    )
    var since: ServerVersion?

    /// Returns all cases.
    func allEntries() throws -> [SuiteRun.Entry] {
        try CaseFile.all(in: folder.cases).flatMap { file in
            file.cases.map { SuiteRun.Entry(test: $0, masks: file.masks) }
        }
    }

    /// Returns the cases that were asked for, by the real server's commands and their versions.
    func selected(
        from entries: [SuiteRun.Entry], _ catalog: CommandCatalog
    ) throws -> [SuiteRun.Entry] {
        let patterns = only.map { GlobPattern($0) }
        let asked = entries.filter { entry in
            let test = entry.test
            let subject = catalog.subject(of: test)?.title ?? ""
            let names = [test.family, test.command, test.title, subject]
            return patterns.isEmpty || patterns.contains { names.contains(where: $0.matches) }
        }
        guard let since else { return asked }
        return asked.compactMap { entry in
            var entry = entry
            let test = entry.test
            entry.test.protocols.removeAll { !catalog.isKnown(test, in: $0, to: since) }
            return entry.test.protocols.isEmpty ? nil : entry
        }
    }

    /// Which cases were asked for, as a sentence; nil where all were.
    var selection: String? {
        var parts: [String] = []
        if !only.isEmpty { parts.append("that fit \(only.joined(separator: " or "))") }
        if let since { parts.append("that a server of version \(since) should know") }
        return parts.isEmpty ? nil : "Only cases \(parts.joined(separator: " and "))."
    }

    /// Returns the real server's processes.
    func realServers() throws -> ProgramServers { try real.servers() }

    /// A folder of the package: below the current one, else where this was built from.
    static func folder(_ path: String) -> String {
        if FileManager.default.fileExists(atPath: path) { return path }
        var source = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { source.deleteLastPathComponent() }
        return source.appendingPathComponent(path).path
    }
}

extension ServerVersion: ExpressibleByArgument {
    package init?(argument: String) {
        self.init(argument)
    }
}
