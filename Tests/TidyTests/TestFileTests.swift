import Testing

/// Each source file has a file of tests: `Foo.swift` and `Foo+Bar.swift` have `FooTests.swift`,
/// `Foo+BarTests.swift` or `FooBarTests.swift`, in the target's tests.
///
/// What only carries bytes between its neighbours, and what is tested by the conformance cases
/// alone, is listed. The list shrinks: who writes a test takes the file off it.
@Suite struct TestFileTests {
    @Test func everyFileHasTests() {
        let untested = Self.untested
        let new = untested.subtracting(UntestedFiles.paths).sorted()
        #expect(new.isEmpty, "they have no tests")
        let done = UntestedFiles.paths.subtracting(untested).sorted()
        #expect(done.isEmpty, "they have tests now, or are gone: take them off UntestedFiles")
    }

    private static var untested: Set<String> {
        let tests = Dictionary(grouping: SourceTree.tests, by: \.target).mapValues { files in
            Set(files.map(\.name))
        }
        let files = SourceTree.sources.filter { file in
            guard let target = file.target.split(separator: "/").last else { return false }
            guard file.name != "main", file.folder != "Sources/MartletCommands/Facts" else {
                return false
            }
            let names = tests["Tests/\(target)Tests"] ?? []
            let candidates = [file.baseName, file.name, file.name.replacing("+", with: "")]
            return !candidates.contains { names.contains("\($0)Tests") }
        }
        return Set(files.map(\.path))
    }
}
