import Foundation
import MartletEngine
import MartletServer
import Testing

/// The README lists the commands that the table has.
///
/// `MARTLET_UPDATE=1 swift test --filter ReadmeTests` writes the list.
@Suite struct ReadmeTests {
    private static let begin = "<!-- commands: written by ReadmeTests -->\n"
    private static let end = "<!-- end of commands -->"

    @Test(.enabled(if: SourceTree.text(of: "README.md") != nil)) func listsTheCommands() throws {
        let readme = try #require(SourceTree.text(of: "README.md"), "there is no README.md")
        let start = try #require(readme.range(of: Self.begin), "README.md lacks \(Self.begin)")
        let end = try #require(readme.range(of: Self.end), "README.md lacks \(Self.end)")
        let expected = Self.list
        guard !SourceTree.isUpdating else {
            let text = readme[..<start.upperBound] + expected + readme[end.lowerBound...]
            return try SourceTree.write(String(text), "README.md")
        }
        #expect(
            readme[start.upperBound..<end.lowerBound] == expected[...],
            "run MARTLET_UPDATE=1 swift test --filter ReadmeTests")
    }

    /// The commands by group; a container is followed by its subcommands.
    static var list: String {
        let groups = Dictionary(grouping: CommandTable.all.specs) { $0.facts.docs.group }
        return CommandDocs.Group.allCases.compactMap { group in
            guard let specs = groups[group] else { return nil }
            let names = specs.map(entry).sorted().joined(separator: ", ")
            return "- **\(group.rawValue)**: \(names)\n"
        }.joined()
    }

    private static func entry(_ spec: CommandSpec) -> String {
        let name = spec.name.uppercased()
        guard !spec.subcommands.isEmpty else { return name }
        let subcommands = spec.subcommands.map { $0.name.uppercased() }.sorted()
        return "\(name) (\(subcommands.joined(separator: ", ")))"
    }
}
