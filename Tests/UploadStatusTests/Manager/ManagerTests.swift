import ClientTestSupport
import Foundation
import LayerSupport
import MartletClient
import Synchronization
import Testing

@testable import UploadStatus

/// Uploads in the background, on every server. Time stands still unless a test moves it.
@Suite struct ManagerTests {
    private static let targets = ClientTarget.allCases
    private static let when = "2025-10-15T08:30:00"

    /// An instance of a service.
    private struct Pod {
        let store: UploadStatusStore
        let manager: UploadManager
        let clock: ManualLayerClock

        init(
            _ client: any RedisClient, _ uploader: any FileUploader = ScriptedUploader(),
            compressor: (any ImageCompressor)? = nil, clock: ManualLayerClock = ManualLayerClock()
        ) {
            var options = UploadManager.Options()
            options.retryDelay = .zero
            store = UploadStatusStore(client, clock: clock)
            manager = UploadManager(
                store: store, uploader: uploader, compressor: compressor, options: options,
                clock: clock)
            self.clock = clock
        }
    }

    @Test(arguments: targets) func podsSeeEachOthersUploads(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let gate = Gate()
            let uploader = ScriptedUploader(gate: gate, progress: [20, 40, 30])
            let (podA, podB) = (Pod(test.client, uploader), Pod(test.client))
            let placeholder = try await podA.manager.startUpload(of: "a.png", timestamp: Self.when)
            #expect(placeholder.filename == "a.png")
            await gate.waitForArrivals(1)
            var report = try await podB.manager.uploadStatus(of: .pending(placeholder))
            #expect(report.state == .pending && report.filename == "a.png")
            #expect(report.progress == 40 && report.image == nil && !report.isDegraded)
            #expect(try await podB.manager.tryResolveUpload(.pending(placeholder)) == nil)
            #expect(await podA.manager.statusSummary == [.pending: 1])
            gate.open()
            await podA.manager.shutDown()
            let file = ScriptedUploader.file("a.png")
            report = try await podB.manager.uploadStatus(of: .pending(placeholder))
            #expect(report.state == .completed && report.image == .cloudFile(file))
            #expect(await podA.manager.statusSummary == [.completed: 1])
            #expect(uploader.log.withLock { $0.registered } == ["a.png": file])
            try await podB.manager.cleanUpResolvedUpload(placeholder)
            // Where Redis knows nothing, what is known here counts.
            #expect(
                try await podA.manager.tryResolveUpload(.pending(placeholder)) == .cloudFile(file))
            try await podA.manager.cleanUpResolvedUpload(placeholder)
            #expect(
                try await podA.manager.uploadStatus(of: .pending(placeholder)).state == .unknown)
            #expect(await podA.manager.statusSummary.isEmpty)
        }
    }

    @Test(arguments: targets) func redisKnowsBeforeTheWorkBegins(target: ClientTarget) async throws
    {
        try await target.withClient { test async throws in
            let store = UploadStatusStore(test.client)
            let name = unique("a.txt")
            let uploader = ScriptedUploader { path in
                let states = try await store.allUploadStatuses().values
                #expect(states.contains { $0.filename == path && $0.state == .pending })
            }
            let pod = Pod(test.client, uploader)
            let placeholder = try await pod.manager.startUpload(of: name, timestamp: Self.when)
            await pod.manager.shutDown()
            #expect(try await store.uploadStatus(placeholder.uploadID).state == .completed)
            await #expect(throws: UploadStatusError.self) {
                try await pod.manager.startUpload(of: name, timestamp: Self.when)
            }
        }
    }

    @Test(arguments: targets) func failuresAreTold(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let uploader = ScriptedUploader { _ in throw ScriptedUploader.Refusal() }
            let pod = Pod(test.client, uploader)
            let placeholder = try await pod.manager.startUpload(of: "a.png", timestamp: Self.when)
            let error = await #expect(throws: UploadStatusError.self) {
                try await pod.manager.waitForUpload(.pending(placeholder))
            }
            #expect(error == .failed("a.png"))
            #expect(try await pod.store.uploadStatus(placeholder.uploadID).state == .failed)
        }
    }

    /// The original answers failed first and completed a second later.
    @Test(arguments: targets) func whatComesTooLateIsDiscarded(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let gate = Gate()
            let uploader = ScriptedUploader(gate: gate)
            let pod = Pod(test.client, uploader)
            let placeholder = try await pod.manager.startUpload(of: "a.png", timestamp: Self.when)
            await gate.waitForArrivals(1)
            await pod.clock.waitForSleepers(1)
            pod.clock.advance(by: .seconds(10))
            await #expect(throws: UploadStatusError.failed("a.png")) {
                try await pod.manager.waitForUpload(.pending(placeholder))
            }
            gate.open()
            await pod.manager.shutDown()
            #expect(try await pod.store.uploadStatus(placeholder.uploadID).state == .failed)
            #expect(await pod.manager.statusSummary == [.failed: 1])
            let log = uploader.log.withLock { $0 }
            #expect(log.discarded == [ScriptedUploader.file("a.png")] && log.registered.isEmpty)
        }
    }

    /// The reverse: another pod has let it fail meanwhile.
    @Test(arguments: targets) func whatOthersGaveUpIsDiscarded(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let gate = Gate()
            let uploader = ScriptedUploader(gate: gate)
            let pod = Pod(test.client, uploader)
            let placeholder = try await pod.manager.startUpload(of: "a.png", timestamp: Self.when)
            await gate.waitForArrivals(1)
            try await UploadStatusStore(test.client).setUploadStatus(
                placeholder.uploadID, .failed)
            gate.open()
            await pod.manager.shutDown()
            #expect(try await pod.store.uploadStatus(placeholder.uploadID).state == .failed)
            #expect(await pod.manager.statusSummary == [.failed: 1])
            #expect(uploader.log.withLock { $0.discarded.count } == 1)
        }
    }

    /// In the original the upload of a pod that ended is pending for an hour.
    @Test(arguments: targets) func uploadsOfDeadPodsFail(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let clock = ManualLayerClock()
            let id = unique("id")
            try await UploadStatusStore(test.client, clock: clock)
                .setUploadStatus(id, .pending, filename: "a.png")
            let pod = Pod(test.client, clock: clock)
            let image = ImageReference.pending(
                UploadPlaceholder(uploadID: id, filename: "a.png"))
            clock.advance(by: .seconds(14))
            #expect(try await pod.manager.uploadStatus(of: image).state == .pending)
            clock.advance(by: .seconds(1))
            #expect(try await pod.manager.uploadStatus(of: image).state == .failed)
            #expect(try await pod.store.uploadStatus(id).state == .failed)
        }
    }

    @Test(arguments: targets) func waitersAreTold(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let gate = Gate()
            let podA = Pod(test.client, ScriptedUploader(gate: gate))
            let podB = Pod(test.client)
            let placeholder = try await podA.manager.startUpload(of: "a.png", timestamp: Self.when)
            let waiter = Task { try await podB.manager.waitForUpload(.pending(placeholder)) }
            // No time passes for the waiter: what wakes it is the message.
            await podB.clock.waitForSleepers(1)
            gate.open()
            #expect(try await waiter.value == .cloudFile(ScriptedUploader.file("a.png")))
        }
    }

    @Test(arguments: targets) func waitersLookNowAndThen(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let pod = Pod(test.client)
            let id = unique("id")
            let image = ImageReference.pending(UploadPlaceholder(uploadID: id, filename: nil))
            let waiter = Task { try await pod.manager.waitForUpload(image) }
            await pod.clock.waitForSleepers(1)
            // As the Python program does: without a message.
            let entry = UploadEntry(.completed, timestamp: 1, result: .other("/a.png"))
            try await test.client.set("mirix:upload_status:\(id)", entry.text)
            pod.clock.advance(by: .seconds(1))
            #expect(try await waiter.value == .localFile("/a.png"))
        }
    }

    @Test(arguments: targets) func waitingEnds(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let pod = Pod(test.client)
            let image = ImageReference.pending(
                UploadPlaceholder(uploadID: unique("id"), filename: "a.png"))
            let waiter = Task {
                try await pod.manager.waitForUpload(image, timeout: .milliseconds(1500))
            }
            await pod.clock.waitForSleepers(1)
            pod.clock.advance(by: .seconds(1))
            await pod.clock.waitForSleepers(1)
            pod.clock.advance(by: .seconds(1))
            let error = await #expect(throws: UploadStatusError.self) { try await waiter.value }
            #expect(error?.code == .timedOut)
            let cancelled = Task { try await pod.manager.waitForUpload(image) }
            await pod.clock.waitForSleepers(1)
            cancelled.cancel()
            await #expect(throws: CancellationError.self) { try await cancelled.value }
        }
    }

    @Test func whatIsNoUploadIsCompletedWithItself() async throws {
        try await ClientTarget.memory.withClient { test async throws in
            let pod = Pod(test.client)
            for image in [
                ImageReference.localFile("/a.png"), .cloudFile(ScriptedUploader.file("a")),
            ] {
                let report = try await pod.manager.uploadStatus(of: image)
                #expect(report.state == .completed && report.image == image)
                #expect(try await pod.manager.waitForUpload(image) == image)
                #expect(try await pod.manager.tryResolveUpload(image) == image)
            }
            let image = try await pod.manager.upload("b.png", timestamp: Self.when)
            #expect(image == .cloudFile(ScriptedUploader.file("b.png")))
        }
    }

    @Test func fourAtATime() async throws {
        try await ClientTarget.memory.withClient { test async throws in
            let gate = Gate()
            let uploader = ScriptedUploader(gate: gate)
            let pod = Pod(test.client, uploader)
            let names = (0..<6).map { "\($0).png" }
            let started = try await pod.manager.startUploads(of: names, timestamp: Self.when)
            #expect(started.map(\.filename) == names)
            await gate.waitForArrivals(4)
            #expect(uploader.log.withLock { $0.uploaded.count } == 4)
            let statuses = try await pod.manager.uploadStatuses(of: started)
            #expect(statuses.count == 6 && statuses.values.allSatisfy { $0.state == .pending })
            gate.open()
            await pod.manager.shutDown()
            #expect(await pod.manager.statusSummary == [.completed: 6])
        }
    }

    /// Uploads that wait for a place have their time too.
    @Test func theQueueHasADeadline() async throws {
        try await ClientTarget.memory.withClient { test async throws in
            let gate = Gate()
            let pod = Pod(test.client, ScriptedUploader(gate: gate))
            _ = try await pod.manager.startUploads(
                of: (0..<6).map { "\($0).png" }, timestamp: Self.when)
            await gate.waitForArrivals(4)
            await pod.clock.waitForSleepers(6)
            pod.clock.advance(by: .seconds(10))
            while await pod.manager.statusSummary != [.failed: 6] { await Task.yield() }
            gate.open()
            await pod.manager.shutDown()
            #expect(await pod.manager.statusSummary == [.failed: 6])
        }
    }

    @Test func knownFilesAreNotUploadedAgain() async throws {
        try await ClientTarget.memory.withClient { test async throws in
            let uploader = ScriptedUploader()
            uploader.log.withLock { $0.known["a.png"] = ScriptedUploader.file("old") }
            let pod = Pod(test.client, uploader)
            let image = try await pod.manager.upload("a.png", timestamp: Self.when)
            #expect(image == .cloudFile(ScriptedUploader.file("old")))
            #expect(uploader.log.withLock { $0.uploaded.isEmpty })
        }
    }

    private struct Halver: ImageCompressor {
        func compress(_ path: String, to copy: String, as target: ImageTarget) async throws -> Bool
        {
            #expect(target.maximumWidth == 1920 && target.maximumHeight == 1080)
            #expect(target.quality == 85)
            try "small".write(toFile: copy, atomically: true, encoding: .utf8)
            return true
        }
    }

    @Test func imagesAreMadeSmaller() async throws {
        try await withTestFolder { folder async throws in
            let (image, text) = (try folder.file("a.PNG"), try folder.file("a.txt"))
            let copy = folder.path("a_compressed.jpg")
            try await ClientTarget.memory.withClient { test async throws in
                let uploader = ScriptedUploader { path in #expect(exists(path)) }
                let pod = Pod(test.client, uploader, compressor: Halver())
                _ = try await pod.manager.upload(image, timestamp: Self.when)
                _ = try await pod.manager.upload(image, timestamp: Self.when, compressing: false)
                _ = try await pod.manager.upload(text, timestamp: Self.when, deletingFile: true)
                await pod.manager.shutDown()
                #expect(uploader.log.withLock { $0.uploaded } == [copy, image, text])
                #expect(uploader.log.withLock { Set($0.registered.keys) } == [image, text])
            }
            #expect(!exists(copy) && exists(image) && !exists(text))
        }
    }

    /// In the original a write raises in the caller, and vanishes in the worker.
    @Test(arguments: targets) func uploadsGoOnWithoutRedis(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let redis = SwitchedClient(test.client)
            let gate = Gate()
            let (podA, podB) = (Pod(redis, ScriptedUploader(gate: gate)), Pod(test.client))
            redis.isAway = true
            let placeholder = try await podA.manager.startUpload(of: "a.png", timestamp: Self.when)
            let image = ImageReference.pending(placeholder)
            var report = try await podA.manager.uploadStatus(of: image)
            #expect(report.state == .pending && report.isDegraded)
            gate.open()
            await podA.manager.shutDown()
            report = try await podA.manager.uploadStatus(of: image)
            #expect(report.state == .completed && report.isDegraded)
            report = try await podA.manager.uploadStatus(
                of: .pending(UploadPlaceholder(uploadID: "x", filename: nil)))
            #expect(report.state == .unknown && report.isDegraded)
            redis.isAway = false
            #expect(try await podB.manager.uploadStatus(of: image).state == .unknown)
            report = try await podA.manager.uploadStatus(of: image)
            #expect(report.state == .completed && !report.isDegraded)
            #expect(try await podB.manager.uploadStatus(of: image).state == .completed)
        }
    }

    /// Nobody has to ask the instance whose upload it was.
    @Test(arguments: targets) func othersLearnWhenRedisIsBack(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let redis = SwitchedClient(test.client)
            let (podA, podB) = (Pod(redis), Pod(test.client))
            redis.isAway = true
            let placeholder = try await podA.manager.startUpload(of: "a.png", timestamp: Self.when)
            let image = ImageReference.pending(placeholder)
            while try await podA.manager.uploadStatus(of: image).state == .pending {
                await Task.yield()
            }
            for isAway in [true, false] {
                await podA.clock.waitForSleepers(1)
                redis.isAway = isAway
                podA.clock.advance(by: .seconds(1))
            }
            while try await podB.manager.uploadStatus(of: image).state == .unknown {
                // What waited above may have been the upload's own deadline, on its way out.
                podA.clock.advance(by: .seconds(1))
                await Task.yield()
            }
            #expect(try await podB.manager.uploadStatus(of: image).state == .completed)
        }
    }

    @Test func whatEndedLongAgoIsForgotten() async throws {
        try await ClientTarget.memory.withClient { test async throws in
            let pod = Pod(test.client)
            _ = try await pod.manager.upload("a.png", timestamp: Self.when)
            pod.clock.advance(by: .seconds(86_401))
            _ = try await pod.manager.upload("b.png", timestamp: Self.when)
            #expect(await pod.manager.statusSummary == [.completed: 1])
        }
    }
}
