import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import UploadStatus

/// The states of uploads, on every server.
@Suite struct StatusTests {
    private static let targets = ClientTarget.allCases
    private static let file = UploadResult.cloudFile(ScriptedUploader.file("a.png"))

    @Test(arguments: targets) func statesAreSetAndRead(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let clock = ManualLayerClock(secondsSince1970: 1_700_000_000)
            let store = UploadStatusStore(test.client, clock: clock)
            let id = unique("id")
            #expect(try await store.uploadStatus(id) == .unknown)
            #expect(try await store.setUploadStatus(id, .pending, filename: "a") == .written)
            clock.advance(by: .milliseconds(1500))
            try await store.setUploadStatus(id, .completed, result: Self.file, filename: "a")
            let entry = try await store.uploadStatus(id)
            #expect(
                entry
                    == UploadEntry(
                        .completed, filename: "a", timestamp: 1_700_000_001.5, result: Self.file))
            try await store.deleteUploadStatus(id)
            #expect(try await store.uploadStatus(id) == .unknown)
            #expect(try await !test.client.exists("mirix:upload_status:\(id)"))
        }
    }

    /// The original wrote whatever came last: failed after the deadline, completed a moment later.
    @Test(arguments: targets) func finalStatesStay(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (podA, podB) = (UploadStatusStore(test.client), UploadStatusStore(test.client))
            let id = unique("id")
            try await podA.setUploadStatus(id, .pending)
            try await podA.setUploadStatus(id, .failed)
            let failed = try await podA.uploadStatus(id)
            let late = try await podB.setUploadStatus(id, .completed, result: Self.file)
            #expect(late == .kept(failed))
            #expect(try await podB.setUploadStatus(id, .pending) == .kept(failed))
            #expect(try await podB.uploadStatus(id) == failed)
        }
    }

    @Test(arguments: targets) func ofManyEndsOneWins(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let store = UploadStatusStore(test.client)
            let id = unique("id")
            try await store.setUploadStatus(id, .pending)
            let changes = try await withThrowingTaskGroup(of: StatusChange.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await store.setUploadStatus(
                            id, .completed, result: .other("\(number)"))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(changes.count { $0 == .written } == 1)
            let winner = try await store.uploadStatus(id)
            #expect(changes.count { $0 == .kept(winner) } == 19)
        }
    }

    @Test(arguments: targets) func statesExpire(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let store = UploadStatusStore(test.client)
            let id = unique("id")
            let key = "mirix:upload_status:\(id)"
            try await store.setUploadStatus(id, .pending)
            #expect(try await test.client.ttl(key).isAbout(3600))
            try await store.setUploadStatus(id, .failed, ttl: .seconds(50))
            #expect(try await test.client.ttl(key).isAbout(50))
            try await test.client.expire(key, in: .zero)
            #expect(try await store.uploadStatus(id) == .unknown)
            // What can't be read keeps nobody from writing.
            try await test.client.set(key, "nonsense")
            #expect(try await store.uploadStatus(id) == .unknown)
            #expect(try await store.setUploadStatus(id, .completed) == .written)
        }
    }

    @Test(arguments: targets) func allAreFound(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let store = UploadStatusStore(test.client)
            // The original took what follows the last colon for the id.
            let ids = (0..<30).map { "a:\($0):\(unique("id"))" }
            for id in ids { try await store.setUploadStatus(id, .pending) }
            let bad = unique("bad")
            try await test.client.set("mirix:upload_status:\(bad)", "nonsense")
            let all = try await store.allUploadStatuses()
            #expect(Set(ids).isSubset(of: Set(all.keys)))
            #expect(all[bad] == nil)
        }
    }

    @Test(arguments: targets) func batchesAreOneRoundTrip(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let store = UploadStatusStore(test.client)
            let ids = (0..<5).map { unique("id\($0)") }
            try await store.setUploadStatus(ids[1], .completed, result: Self.file)
            let changes = try await store.setUploadStatuses(
                ids.map { ($0, UploadEntry(.failed, timestamp: 7)) })
            #expect(changes.map { $0 == .written } == [true, false, true, true, true])
            let states = try await store.uploadStatuses(ids + ["none"]).map(\.state)
            #expect(states == [.failed, .completed, .failed, .failed, .failed, .unknown])
            #expect(try await store.uploadStatuses([]).isEmpty)
            #expect(try await store.setUploadStatuses([]).isEmpty)
            let renewed = try await store.uploadStatuses(
                [ids[0], "none"], renewingFor: .seconds(90_000))
            #expect(renewed.map(\.state) == [.failed, .unknown])
            let ttl = try await test.client.ttl("mirix:upload_status:\(ids[0])")
            #expect(ttl.isAbout(90_000))
            try await store.deleteUploadStatuses(ids)
            #expect(try await store.uploadStatuses(ids).allSatisfy { $0 == .unknown })
        }
    }

    @Test(arguments: targets) func progressGoesForward(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let store = UploadStatusStore(test.client)
            let id = unique("id")
            #expect(try await !store.setProgress(10, of: id))
            try await store.setUploadStatus(id, .pending, filename: "ä")
            let began = try await store.uploadStatus(id).timestamp
            #expect(try await store.setProgress(0, of: id))
            #expect(try await store.setProgress(60, of: id))
            #expect(try await !store.setProgress(59, of: id))
            #expect(try await !store.setProgress(60, of: id))
            try await withThrowingTaskGroup { group in
                for percent in 61...90 {
                    group.addTask { _ = try await store.setProgress(percent, of: id) }
                }
                try await group.waitForAll()
            }
            let entry = try await store.uploadStatus(id)
            let expected = UploadEntry(
                .pending, filename: "ä", timestamp: began, progress: 90)
            #expect(entry == expected)
            #expect(try await store.setProgress(1000, of: id))
            #expect(try await store.uploadStatus(id).progress == 100)
            try await store.setUploadStatus(id, .failed)
            #expect(try await !store.setProgress(100, of: id))
            #expect(try await store.uploadStatus(id).progress == nil)
        }
    }

    @Test(arguments: targets) func changesArePublished(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let store = UploadStatusStore(test.client, clock: ManualLayerClock())
            let id = unique("id")
            let events = try await store.events(of: id)
            var iterator = events.makeAsyncIterator()
            try await store.setUploadStatus(id, .pending)
            try await store.setProgress(5, of: id)
            try await test.client.publish("nonsense", to: "mirix:upload_events:\(id)")
            try await store.setUploadStatus(id, .completed, result: Self.file)
            try await store.setUploadStatus(id, .failed)
            try await store.deleteUploadStatus(id)
            try await store.setUploadStatus(id, .pending)
            var states: [UploadState] = []
            for _ in 0..<4 {
                guard case .status(let entry) = try await iterator.next() else { break }
                states.append(entry.state)
            }
            #expect(states == [.pending, .pending, .completed, .pending])
            events.cancel()
            #expect(try await iterator.next() == nil)
        }
    }

    @Test(arguments: targets) func whatIsOverdueFails(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let clock = ManualLayerClock()
            let store = UploadStatusStore(test.client, clock: clock)
            let ids = (0..<3).map { unique("id\($0)") }
            try await store.setUploadStatus(ids[0], .pending, filename: "a")
            try await store.setUploadStatus(ids[1], .pending)
            let read = try await store.uploadStatuses(ids)
            clock.advance(by: .seconds(9))
            try await store.setUploadStatus(ids[2], .pending)
            // This one ends between the look and the judgement.
            try await store.setUploadStatus(ids[1], .completed, result: Self.file)
            clock.advance(by: .seconds(1))
            let pending = try await store.uploadStatus(ids[2])
            let entries = try await store.failingOverdue(
                zip(ids, [read[0], read[1], pending]).map { ($0, $1) }, after: .seconds(10))
            #expect(entries.map(\.state) == [.failed, .completed, .pending])
            #expect(try await store.uploadStatuses(ids) == entries)
            #expect(entries[0].filename == "a")
        }
    }
}
