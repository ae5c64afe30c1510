import Foundation
import Testing

/// Each source file that has functions has a file of tests: for `Foo.swift` and `Foo+Bar.swift`
/// that is `FooTests.swift`, `Foo+BarTests.swift` or `FooBarTests.swift`, in the target's tests. A
/// folder may have one for all its files, `FolderTests.swift`. What uses pointers is tested through
/// the safe surface before it.
///
/// The others are listed in `untested.txt`: what only carries bytes between its neighbours, and
/// what the conformance cases alone test. The list shrinks: who writes a test takes the file off
/// it, by `MARTLET_UPDATE=1 swift test --filter TestFileTests`.
@Suite struct TestFileTests {
    private static let listPath = "Tests/TidyTests/untested.txt"

    @Test func everyFileHasTests() throws {
        let untested = Self.untested
        guard !SourceTree.isUpdating else {
            return try SourceTree.write(untested.sorted().map { $0 + "\n" }.joined(), Self.listPath)
        }
        let listed = Set((SourceTree.text(of: Self.listPath) ?? "").split(separator: "\n"))
        let known = Set(listed.map(String.init))
        let new = untested.subtracting(known).sorted()
        #expect(new.isEmpty, "they have no tests")
    }

    private static var untested: Set<String> {
        let tests = Dictionary(grouping: SourceTree.tests, by: \.target).mapValues { files in
            Set(files.map(\.name))
        }
        let files = SourceTree.sources.filter { file in
            guard file.words.contains("func"), file.name != "main", !file.mayBeUnsafe else {
                return false
            }
            let target = file.target.split(separator: "/").last ?? ""
            let names = tests["Tests/\(target)Tests"] ?? []
            let candidates = [
                file.baseName, file.name, file.name.replacing("+", with: ""), file.folderName,
            ]
            return !candidates.contains { names.contains("\($0)Tests") }
        }
        return Set(files.map(\.path))
    }
}
