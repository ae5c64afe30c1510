import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import UploadStatus

/// Gathering messages and looking at them, on every server.
@Suite struct AccumulatorTests {
    private static let targets = ClientTarget.allCases
    private static let when = "2023-11-14T22:13:00Z"

    @Test(arguments: targets) func imagesAreUploaded(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let pod = Pod(test.client, uploader: ScriptedUploader(), limit: 2)
            let user = unique("user")
            let message = IncomingMessage(
                text: "look", imagePaths: ["a.png", "b.png"], sources: ["Mail", "Web"])
            try await pod.accumulator.addMessage(message, timestamp: Self.when, for: user)
            let stored = try await pod.accumulator.messages.messages(of: user)
            #expect(stored[0].images?.compactMap(\.placeholder).count == 2)
            #expect(stored[0].sources == ["Mail", "Web"])
            await pod.manager?.shutDown()
            #expect(try await pod.accumulator.shouldAbsorb(user).isEmpty)
            #expect(try await pod.accumulator.absorb(for: user) == .notReady)
            try await pod.accumulator.messages.addMessage(
                StoredMessage(timestamp: Self.when, text: "more"), for: user)
            let ready = try await pod.accumulator.shouldAbsorb(user)
            #expect(ready.map(\.text) == ["look", "more"])
            #expect(try await pod.accumulator.absorb(for: user) == .absorbed(2))
            let parts = try #require(pod.agent.contents.first).parts
            #expect(
                parts == [
                    .text("These are screenshots taken from the user's computer:"),
                    .text("Screenshots from Mail:"), .text("Timestamp: \(Self.when)"),
                    .cloudFile(uri: "https://files/a.png"), .text("Screenshots from Web:"),
                    .text("Timestamp: \(Self.when)"), .cloudFile(uri: "https://files/b.png"),
                    .text("These are text messages from the user:"),
                    .text("Timestamp: \(Self.when) Text:\nlook"),
                    .text("Timestamp: \(Self.when) Text:\nmore"),
                ])
            #expect(try await pod.accumulator.messageCount(of: user) == 0)
            let summary = try await pod.accumulator.uploadStatusSummary(of: user)
            #expect(summary.messageCount == 0 && summary.uploads.isEmpty)
            // The original's ready branch left them to expire.
            let ids = stored[0].images?.compactMap { $0.placeholder?.uploadID } ?? []
            let left = try await UploadStatusStore(test.client).uploadStatuses(ids)
            #expect(left.allSatisfy { $0 == .unknown })
        }
    }

    @Test(arguments: targets) func uploadsMayBeWaitedFor(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let pod = Pod(test.client, uploader: ScriptedUploader())
            let user = unique("user")
            try await pod.accumulator.addMessage(
                IncomingMessage(imagePaths: ["a.png"]), timestamp: Self.when, for: user,
                uploadingAsynchronously: false)
            let stored = try await pod.accumulator.messages.messages(of: user)
            #expect(
                stored[0].images == [
                    .cloudFile(CloudFile(uri: "https://files/a.png", name: "a.png"))
                ])
            #expect(await pod.manager?.statusSummary == [:])
        }
    }

    @Test(arguments: targets) func localImagesAreShown(target: ClientTarget) async throws {
        try await withTestFolder { folder async throws in
            let (kept, removed) = (try folder.file("a.jpg", "abc"), try folder.file("b.gif", "d"))
            let missing = folder.path("c.png")
            try await target.withClient { test async throws in
                let pod = Pod(test.client, limit: 2)
                let user = unique("user")
                try await pod.accumulator.addMessage(
                    IncomingMessage(imagePaths: [kept], sources: ["too", "many"]),
                    timestamp: Self.when, for: user, deletingFiles: false)
                try await pod.accumulator.addMessage(
                    IncomingMessage(imagePaths: [removed, missing]), timestamp: Self.when, for: user
                )
                try await pod.accumulator.addMessage(
                    IncomingMessage(text: "later"), timestamp: Self.when, for: user)
                // Without uploads there are always just as many as it takes.
                #expect(try await pod.accumulator.shouldAbsorb(user).count == 2)
                #expect(try await pod.accumulator.absorb(for: user) == .absorbed(2))
                let parts = try #require(pod.agent.contents.first).parts
                #expect(
                    parts.filter { $0 != .text("Timestamp: \(Self.when)") } == [
                        .text("These are screenshots taken from the user's computer:"),
                        .text("Screenshots from Screenshots:"),
                        .imageData("data:image/jpeg;base64,YWJj"),
                        .imageData("data:image/gif;base64,ZA=="),
                        .text("[Image at \(missing) could not be processed]"),
                    ])
                #expect(
                    try await pod.accumulator.messages.messages(of: user).map(\.text) == ["later"])
                // The original forgets what is to be kept, and removes all.
                #expect(exists(kept) && !exists(removed))
            }
        }
    }

    @Test(arguments: targets) func failedImagesGoWithTheirSource(target: ClientTarget) async throws
    {
        try await target.withClient { test async throws in
            let uploader = ScriptedUploader { path in
                if path == "bad.png" { throw ScriptedUploader.Refusal() }
            }
            let pod = Pod(test.client, uploader: uploader, limit: 1)
            let user = unique("user")
            try await pod.accumulator.addMessage(
                IncomingMessage(
                    imagePaths: ["a.png", "bad.png", "c.png"], sources: ["A", "B", "C"]),
                timestamp: Self.when, for: user)
            await pod.manager?.shutDown()
            let ready = try await pod.accumulator.shouldAbsorb(user)
            #expect(ready.first?.images.map(\.source) == ["A", "C"])
        }
    }

    /// A message whose turn comes late finds its uploads: they live as long as it does.
    @Test(arguments: targets) func statusesLiveOn(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let pod = Pod(test.client, uploader: ScriptedUploader())
            let user = unique("user")
            try await pod.accumulator.addMessage(
                IncomingMessage(imagePaths: ["a.png"]), timestamp: Self.when, for: user)
            await pod.manager?.shutDown()
            let stored = try await pod.accumulator.messages.messages(of: user)
            let id = try #require(stored[0].images?.first?.placeholder?.uploadID)
            let key = "mirix:upload_status:\(id)"
            #expect(try await test.client.ttl(key).isAbout(86_400))
            try await test.client.expire(key, in: .seconds(100))
            _ = try await pod.accumulator.shouldAbsorb(user)
            #expect(try await test.client.ttl(key).isAbout(86_400))
        }
    }

    @Test(arguments: targets) func aDeadPodHoldsUpNobody(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let pod = Pod(test.client, uploader: ScriptedUploader(), limit: 2)
            let user = unique("user")
            let placeholder = UploadPlaceholder(uploadID: unique("id"), filename: "a.png")
            try await UploadStatusStore(test.client, clock: pod.clock)
                .setUploadStatus(placeholder.uploadID, .pending, filename: "a.png")
            try await pod.accumulator.messages.addMessage(
                StoredMessage(timestamp: Self.when, images: [.pending(placeholder)], text: "0"),
                for: user)
            try await pod.accumulator.messages.addMessage(
                StoredMessage(timestamp: Self.when, text: "1"), for: user)
            #expect(try await pod.accumulator.shouldAbsorb(user).isEmpty)
            pod.clock.advance(by: .seconds(15))
            #expect(try await pod.accumulator.shouldAbsorb(user).map(\.text) == ["0", "1"])
        }
    }

    @Test(arguments: targets) func recentImagesDontWait(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let gate = Gate()
            let pod = Pod(test.client, uploader: ScriptedUploader(gate: gate), limit: 4)
            let user = unique("user")
            let texts = [
                "2023-11-14T22:13:20", "2023-11-14T22:12:19Z", "1700000000", "nonsense",
                "2023-11-14T23:13:20+01:00",
            ]
            for (number, timestamp) in texts.enumerated() {
                try await pod.accumulator.messages.addMessage(
                    StoredMessage(
                        timestamp: timestamp, images: [.localFile("\(number)")],
                        sources: number == 2 ? ["S"] : nil), for: user)
            }
            let images = try await pod.accumulator.recentImages(of: user)
            #expect(images.map(\.image) == [.localFile("2"), .localFile("4")])
            #expect(images.map(\.source) == ["S", nil])
            try await pod.accumulator.addMessage(
                IncomingMessage(imagePaths: ["a.png"]), timestamp: Self.when, for: user)
            #expect(try await pod.accumulator.recentImages(of: user).map(\.image).count == 2)
            gate.open()
            await pod.manager?.shutDown()
            let now = 1_700_000_010.0
            #expect(
                try await pod.accumulator.recentImages(of: user, now: now).map(\.image) == [
                    .localFile("2"), .localFile("4"),
                    .cloudFile(ScriptedUploader.file("a.png")),
                ])
            #expect(try await pod.accumulator.recentImages(of: user, now: now + 90).isEmpty)
        }
    }

    private struct Ear: VoiceTranscriber {
        func transcribe(_ audio: [String]) async throws -> String {
            audio.joined(separator: " ")
        }
    }

    /// The original keeps the number of pieces only.
    @Test(arguments: targets) func audioIsHeardByAnotherPod(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (podA, podB) = (
                Pod(test.client, transcriber: Ear()),
                Pod(test.client, transcriber: Ear(), limit: 1)
            )
            let deaf = Pod(test.client)
            let user = unique("user")
            let message = IncomingMessage(audio: ["one", "two"])
            try await podA.accumulator.addMessage(message, timestamp: Self.when, for: user)
            try await deaf.accumulator.addMessage(message, timestamp: Self.when, for: user)
            let stored = try await deaf.accumulator.messages.messages(of: user)
            #expect(stored.map(\.audioCount) == [2, 2])
            #expect(stored.map(\.audio) == [["one", "two"], nil])
            _ = try await podB.accumulator.absorb(for: user, force: true)
            #expect(
                podB.agent.contents.first?.parts == [
                    .text("These are the user's voice recordings, transcribed:\none two")
                ])
        }
    }

    @Test func partsAreHandedOnAsInPython() {
        #expect(MessagePart.text("a").json.text() == #"{"type": "text", "text": "a"}"#)
        #expect(
            MessagePart.cloudFile(uri: "u").json.text()
                == #"{"type": "google_cloud_file_uri", "google_cloud_file_uri": "u"}"#)
        #expect(
            MessagePart.imageData("data:x").json.text()
                == #"{"type": "image_data", "image_data": {"data": "data:x", "detail": "auto"}}"#)
    }
}
