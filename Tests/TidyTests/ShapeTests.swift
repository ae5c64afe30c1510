import Testing

/// How files are cut.
@Suite struct ShapeTests {
    private static let mostLines = 400

    /// Files that are too long already, with the length that they must not exceed.
    private static let longFiles: [String: Int] = [:]

    @Test func filesAreShort() {
        let files = SourceTree.all.paths { file in
            file.lineCount > Self.longFiles[file.path] ?? Self.mostLines
        }
        #expect(files.isEmpty, "they are too long: cut them by topic")
        let short = SourceTree.all.paths { file in
            Self.longFiles[file.path] != nil && file.lineCount <= Self.mostLines
        }
        #expect(short.isEmpty, "they are short now: take them off the list")
    }

    /// Swift allows two files of one name in a target only in different folders, and then confuses
    /// whoever reads a stack trace.
    @Test func namesAreUnique() {
        let groups = Dictionary(grouping: SourceTree.all) { "\($0.target)/\($0.name)" }
        let twice = groups.filter { $0.value.count > 1 && !$0.key.hasSuffix("/main") }
        #expect(twice.isEmpty, "there are files of the same name in a target: \(twice.keys)")
    }
}
