import Foundation
import LayerSupport
import Synchronization
import Testing

@testable import UploadStatus

@Suite struct DirectoryUploaderTests {
    @Test func filesAreCopiedAndRemembered() async throws {
        try await withTestFolder { folder async throws in
            let root = folder.url.appending(path: "store")
            let clock = ManualLayerClock(secondsSince1970: 1_700_000_000.25)
            let uploader = DirectoryUploader(root, clock: clock, chunkSize: 4)
            let source = try folder.file("ä b.png", "0123456789")
            #expect(try uploader.uploadedFile(for: source) == nil)
            let percents = Mutex<[Int]>([])
            let file = try await uploader.upload(source) { percent in
                percents.withLock { $0.append(percent) }
            }
            #expect(percents.withLock { $0 } == [40, 80, 100])
            #expect(file.createTime == "2023-11-14T22:13:20.250000Z")
            let url = try #require(URL(string: file.uri))
            #expect(try String(contentsOf: url, encoding: .utf8) == "0123456789")
            #expect(file.name?.hasPrefix("files/") == true && file.name?.hasSuffix(".png") == true)
            try uploader.register(file, for: source, timestamp: "t")
            // Another process finds it.
            #expect(try DirectoryUploader(root).uploadedFile(for: source) == file)
            try uploader.discard(file)
            #expect(try uploader.uploadedFile(for: source) == nil)
            #expect(throws: (any Error).self) { try uploader.discard(file) }
            try uploader.discard(CloudFile(uri: "elsewhere"))
        }
    }

    @Test func nothingHalfIsLeft() async throws {
        try await withTestFolder { folder async throws in
            let root = folder.url.appending(path: "store")
            let uploader = DirectoryUploader(root, chunkSize: 1)
            let source = try folder.file("a", "0123456789")
            let gate = Gate()
            let task = Task { try await uploader.upload(source) { _ in await gate.pass() } }
            await gate.waitForArrivals(1)
            task.cancel()
            gate.open()
            await #expect(throws: CancellationError.self) { try await task.value }
            await #expect(throws: (any Error).self) {
                try await uploader.upload(folder.url.appending(path: "none").path) { _ in }
            }
            let files = try FileManager.default.contentsOfDirectory(
                atPath: root.appending(path: "files").path)
            #expect(files.isEmpty)
            let empty = try await uploader.upload(try folder.file("b", "")) { _ in }
            #expect(empty.name?.contains(".") == false)
        }
    }
}
