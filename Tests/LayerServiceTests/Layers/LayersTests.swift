import ContextCache
import Foundation
import LayerSupport
import Logging
import MartletClient
import ServiceTestSupport
import Testing
import UploadStatus

@testable import LayerService

/// What the routes use.
@Suite struct LayersTests {
    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "layers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    @Test(arguments: [
        ("a.png", "a.png"), ("../../etc/passwd", "passwd"), ("C:\\x\\y.txt", "y.txt"),
        ("..", "file"),
        ("", "file"), ("/", "file"), (".", "file"), ("a\u{0}\nb", "ab"), ("家.png", "家.png"),
    ])
    func namesHaveNoFolders(name: String, safe: String) {
        #expect(IncomingFolder.safe(name) == safe)
    }

    @Test func namesAreNotTooLong() {
        #expect(IncomingFolder.safe(String(repeating: "家", count: 100)).utf8.count == 150)
    }

    @Test func namesComeBack() async throws {
        try await withFolder { folder in
            let incoming = try IncomingFolder(folder.appending(path: "in"))
            let file = try incoming.makeFile(named: "x/a b.png")
            try file.write([1, 2])
            try file.close()
            #expect(IncomingFolder.name(ofPath: file.path) == "a b.png")
            #expect(FileManager.default.contents(atPath: file.path) == Data([1, 2]))
            file.discard()
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
        #expect(IncomingFolder.name(ofPath: "/x/a.png") == "a.png")
        let other = "/x/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.png"
        #expect(IncomingFolder.name(ofPath: other) == String(other.dropFirst(3)))
    }

    /// A killed instance leaves files that nobody will ever ask for, and so does an upload that fails.
    @Test func remainsAreRemoved() async throws {
        try await withFolder { folder in
            let incoming = try IncomingFolder(folder)
            let file = try incoming.makeFile(named: "a")
            try file.close()
            let now = SystemLayerClock().secondsSince1970
            let soon = ManualLayerClock(secondsSince1970: now + 50)
            incoming.removeRemains(olderThan: 100, clock: soon)
            #expect(FileManager.default.fileExists(atPath: file.path))
            soon.advance(by: .seconds(600))
            incoming.removeRemains(olderThan: 100, clock: soon)
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
        let clock = ManualLayerClock(secondsSince1970: SystemLayerClock().secondsSince1970)
        try await TestService.run(clock: clock) { service in
            let file = try service.layers.incoming.makeFile(named: "a")
            try file.close()
            let (headers, body) = WireClient.form([1])
            for isLeft in [true, false] {
                let reply = try await service.send(
                    "POST", "/api/v1/uploads", headers: headers, body: body)
                #expect(reply.status == 202)
                #expect(FileManager.default.fileExists(atPath: file.path) == isLeft)
                clock.advance(by: .seconds(7200))
            }
        }
    }

    @Test func handoversAreLines() async throws {
        try await withFolder { folder in
            let file = folder.appending(path: "log.jsonl")
            let log = HandoverLog(file, clock: ManualLayerClock())
            let content = AbsorbedContent(
                parts: [.text("家")], messages: [], conversations: [])
            try await log.absorb(content, for: "ada")
            try await log.absorb(content, for: "bob")
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            #expect(lines.count == 2)
            let first = try JSONValue(parsing: lines[0])
            #expect(first["user"] == "ada" && first["parts"]?.elements?.first?["text"] == "家")
        }
    }

    /// Instances on one machine have one folder, if nothing else is said: none writes over another's lines.
    @Test func handoversOfInstancesStay() async throws {
        try await withFolder { folder in
            let file = folder.appending(path: "log.jsonl")
            let content = AbsorbedContent(
                parts: [.text(String(repeating: "x", count: 2000))], messages: [])
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        let log = HandoverLog(file, clock: ManualLayerClock())
                        for _ in 0..<200 { try await log.absorb(content, for: "ada") }
                    }
                }
                try await group.waitForAll()
            }
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            #expect(lines.count == 800 && Set(lines).count == 1)
        }
    }

    @Test func placesAreGivenBack() async throws {
        let places = Places(2, for: "things")
        var place: Places.Place? = try places.take()
        #expect(place != nil)
        // One more is taken in another way.
        await #expect(throws: ServiceProblem.unavailable("there are 2 things, which is the most")) {
            try await places.take { 1 }
        }
        let second = try await places.take { 0 }
        #expect(throws: ServiceProblem.self) { try places.take() }
        place = nil
        #expect(throws: Never.self) { place = try places.take() }
        withExtendedLifetime(second) {}
    }

    @Test func aServerThatIsNoneIsRefused() {
        var configuration = ServiceConfiguration()
        configuration.redisURL = "redis-cluster://a/1"
        #expect(throws: RedisError.self) {
            try Layers(configuration, logger: Logger(label: "test"))
        }
    }
}
