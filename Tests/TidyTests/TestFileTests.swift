import Testing

/// Each source file that has functions has a file of tests: for `Foo.swift` and `Foo+Bar.swift`
/// that is `FooTests.swift`, `Foo+BarTests.swift` or `FooBarTests.swift`, in the target's tests. A
/// folder may have one for all its files, `FolderTests.swift`. What uses pointers is tested through
/// the safe surface before it. A protocol's requirements are no functions.
@Suite struct TestFileTests {
    /// Targets that are tested with another, or under another name than their own.
    private static let testTargets = [
        "MartletTesting": "MartletTests", "martlet-server": "MartletServerTests",
        "martlet-benchmark": "MartletBenchmarkTests", "martlet-layers": "LayerServiceTests",
    ]

    @Test func everyFileHasTests() {
        let tests = Dictionary(grouping: SourceTree.tests, by: \.target).mapValues { files in
            Set(files.map(\.name))
        }
        let untested = SourceTree.sources.paths { file in
            guard file.hasFunctions, file.name != "main", !file.mayBeUnsafe else { return false }
            let target = file.target.split(separator: "/").last.map(String.init) ?? ""
            let names = tests["Tests/\(Self.testTargets[target] ?? "\(target)Tests")"] ?? []
            let candidates = [
                file.baseName, file.name, file.name.replacing("+", with: ""), file.folderName,
            ]
            return !candidates.contains { names.contains("\($0)Tests") }
        }
        #expect(untested.isEmpty, "they have no tests")
    }

    @Test(arguments: [
        ("protocol A {\n    func a()\n    var b: Int { get }\n}\n", false),
        ("protocol A {\n    func a()\n}\nextension A {\n    func a() {}\n}\n", true),
        ("package protocol A: B { func a() }\nfunc b() {}\n", true),
        ("func a() {}\n", true), ("let function = 1\n", false), ("// func a() {}\n", false),
    ])
    func requirementsAreNoFunctions(text: String, hasFunctions: Bool) {
        #expect(SourceFile(path: "Sources/A/A.swift", text: text).hasFunctions == hasFunctions)
    }
}

extension SourceFile {
    /// Whether the file has a function with a body.
    fileprivate var hasFunctions: Bool {
        var depth = 0
        var protocolDepth: Int?
        var word = ""
        for character in code + "\n" {
            if character.isLetter || character.isNumber || character == "_" {
                word.append(character)
                continue
            }
            if word == "func", protocolDepth == nil { return true }
            if word == "protocol" { protocolDepth = depth }
            word = ""
            if character == "{" { depth += 1 }
            if character == "}" {
                depth -= 1
                if depth == protocolDepth { protocolDepth = nil }
            }
        }
        return false
    }
}
