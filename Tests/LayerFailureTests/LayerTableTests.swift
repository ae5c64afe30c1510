import ClientTestSupport
import Foundation
import Testing

/// The README's table of layers tells what the tests run on.
///
/// `MARTLET_UPDATE=1 swift test --filter LayerTableTests` writes the table.
@Suite struct LayerTableTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static let layers = ["UploadStatus", "StatelessMessages", "ContextCache", "PetState"]

    private static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Every test of a layer that takes a kind of server takes all of them, and there are many.
    @Test(arguments: layers) func testsRunOnEveryServer(layer: String) throws {
        var count = 0
        for path in try Self.tests(of: layer) {
            let text = try Self.text(of: path)
            let places = try Self.places(in: text)
            for place in places { #expect(Self.allServers.contains(place), "\(path): \(place)") }
            let own = text.firstRange(of: "targets = ClientTarget.allCases")
            #expect(own != nil || !places.contains("targets"), "\(path)")
            count += places.count
        }
        #expect(count > 10)
    }

    /// What stands for all kinds of servers; some layers add a place of their own.
    private static let allServers: Set = [
        "ClientTarget.allCases", "targets", "PetTarget.all", "CacheTarget.allCases",
        #"CacheTarget.allCases.filter { "\($0)" != "fallback" }"#,
    ]

    /// Layers that have a place of their own have it besides all servers.
    @Test(arguments: ["ContextCacheTests/CacheTarget", "PetStateTests/Support/PetTarget"])
    func ownPlacesAreMore(file: String) throws {
        let text = try Self.text(of: "Tests/\(file).swift")
        #expect(text.contains("= ClientTarget.allCases.map"))
    }

    private static func tests(of layer: String) throws -> [String] {
        let folder = root.appending(path: "Tests/\(layer)Tests").path
        return try FileManager.default.subpathsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".swift") }.sorted().map { "Tests/\(layer)Tests/\($0)" }
    }

    /// Returns what the tests of a file take their places from.
    private static func places(in text: String) throws -> [String] {
        let test = try Regex(
            #"@Test\(arguments: ([^\n]+?)\)\s+func \w+\(\s*target: "#,
            as: (Substring, Substring).self)
        return text.matches(of: test).map { String($0.output.1) }
    }

    /// All failures happen below every layer, and each layer has a Python program beside it.
    @Test(arguments: LayerWork.allCases) func failuresAreBelowEveryLayer(work: LayerWork) throws {
        #expect(Self.layers.contains(work.layer))
        let cluster = try Self.text(of: "Tests/LayerFailureTests/ClusterFailureTests.swift")
        #expect(cluster.contains("let loads = LayerWork.allCases.map"))
        let restart = try Self.text(of: "Tests/LayerFailureTests/RestartTests.swift")
        #expect(restart.contains("RestartableServer.Kind.allCases, LayerWork.allCases)"))
        let program = try Self.text(of: "Conformance/Programs/\(work.program).py")
        #expect(program.contains("on_every_client(python_reads_what_swift_wrote, swift_reads_"))
    }

    @Test func readmeShowsTheTable() throws {
        let file = Self.root.appending(path: "README.md")
        var readme = try String(contentsOf: file, encoding: .utf8)
        let begin = try #require(
            readme.range(of: "<!-- layers: written by LayerTableTests -->\n"))
        let end = try #require(readme.range(of: "<!-- end of layers -->"))
        let table = begin.upperBound..<end.lowerBound
        guard ProcessInfo.processInfo.environment["MARTLET_UPDATE"] == nil else {
            readme.replaceSubrange(table, with: Self.table)
            return try Data(readme.utf8).write(to: file)
        }
        #expect(
            readme[table] == Self.table[...],
            "run MARTLET_UPDATE=1 swift test --filter LayerTableTests")
    }

    /// The same failures happen below the running service while requests of all layers go on, and a
    /// Python program is beside it.
    @Test func failuresAreBelowTheService() throws {
        let failures = try Self.text(of: "Tests/LayerFailureTests/ServiceFailureTests.swift")
        for part in [
            "@Test(arguments: RestartableServer.Kind.allCases)",
            "@Test(arguments: ClusterFailure.allCases)",
            "let runs = LayerWork.allCases.map { ServiceRun($0, instance) }",
        ] {
            #expect(failures.contains(part))
        }
        let program = try Self.text(of: "Conformance/Programs/layers_service.py")
        #expect(program.contains("on_every_client(python_reads_what_swift_wrote, swift_reads_"))
    }

    /// The service runs on each kind of server too.
    @Test func theServiceRunsOnEveryServer() throws {
        let text = try Self.text(of: "Tests/LayerServiceTests/LayerServiceTests.swift")
        #expect(Set(try Self.places(in: text)) == ["ClientTarget.allCases"])
    }

    /// Each layer by each kind of server and each failure, as the tests above find it.
    private static var table: String {
        let isOnServers = (layers + ["the service"]).map { _ in true }
        let ofWork = Set(LayerWork.allCases.map(\.layer))
        let isInFailures = layers.map(ofWork.contains) + [true]
        let failures =
            RestartableServer.Kind.allCases.map { "\($0.rawValue), killed and started" }
            + ClusterFailure.allCases.map(\.rawValue) + ["Python programs beside it"]
        return row([""] + layers.map { "`\($0)`" } + ["the service"])
            + "|---|" + layers.map { _ in ":-:|" }.joined() + ":-:|\n"
            + ClientTarget.allCases.map { row($0.rawValue, isOnServers) }.joined()
            + failures.map { row($0, isInFailures) }.joined()
    }

    private static func row(_ title: String, _ marks: [Bool]) -> String {
        row([title] + marks.map { $0 ? "✓" : "–" })
    }

    private static func row(_ cells: [String]) -> String {
        "| \(cells.joined(separator: " | ")) |\n"
    }
}

extension LayerWork {
    /// The layer whose work it is.
    fileprivate var layer: String {
        switch self {
        case .statuses, .messages: "UploadStatus"
        case .streams: "StatelessMessages"
        case .chats, .completions: "ContextCache"
        case .pets: "PetState"
        }
    }

    /// The Python program that shares a server with the layer.
    fileprivate var program: String {
        switch self {
        case .statuses, .messages: "layers_uploads"
        case .streams: "layers_messages"
        case .chats, .completions: "layers_cache"
        case .pets: "layers_pets"
        }
    }
}
