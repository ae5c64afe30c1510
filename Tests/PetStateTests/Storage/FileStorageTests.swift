import Foundation
import LayerSupport
import PetState
import Testing

@Suite struct FileStorageTests {
    @Test func filesAreTheDocuments() async throws {
        try await withFolder { folder async throws in
            let storage = FileStorage(in: folder)
            let life = try Life(device: "kitchen", storage: storage)
            try await life.start()
            try await life.stop()
            let names = try await storage.names()
            #expect(names == ["life-kitchen/energy.json", "life-kitchen/rhythm.json"])
            let bytes = try Data(contentsOf: folder.appending(path: names[0]))
            #expect(String(decoding: bytes, as: UTF8.self).hasPrefix(#"{"energy":70.0,"last_up"#))
        }
    }

    @Test func devicesStayInTheFolder() async throws {
        try await withFolder { folder async throws in
            let storage = FileStorage(in: folder.appending(path: "pets"))
            try await storage.save([1], as: .rhythm, of: DeviceID("../../x"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["pets"])
        }
    }

    /// A process that ended between two files: the original left one of them old.
    @Test func whatWasBegunIsCompleted() async throws {
        try await withFolder { folder async throws in
            let own = folder.appending(path: "life-a")
            try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
            try Data("old".utf8).write(to: own.appending(path: "energy.json"))
            try Data(#"{"rhythm":"new","energy":"new"}"#.utf8)
                .write(to: own.appending(path: "update.json"))
            let documents = try await FileStorage(in: folder).load(DeviceID("a"))
            #expect(documents.rhythm?.text == "new" && documents.energy?.text == "new")
            let left = try FileManager.default.contentsOfDirectory(atPath: own.path).sorted()
            #expect(left == ["energy.json", "rhythm.json"])
        }
    }

    @Test func requestsAreForgotten() async throws {
        try await withFolder { folder async throws in
            let clock = ManualLayerClock()
            let storage = FileStorage(in: folder, clock: clock, requestRetention: .seconds(60))
            let adapter = LifeAdapter(.files(storage), clock: clock)
            _ = try await adapter.interact("a", .greet, requestID: "r")
            #expect(try await adapter.interact("a", .greet, requestID: "r").isRepetition)
            clock.advance(by: .seconds(61))
            #expect(try await !adapter.interact("a", .greet, requestID: "r").isRepetition)
        }
    }
}
