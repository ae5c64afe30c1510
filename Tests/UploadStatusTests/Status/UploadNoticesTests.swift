import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import UploadStatus

/// Many who watch uploads by one subscription.
@Suite struct UploadNoticesTests {
    private static let targets = ClientTarget.allCases

    @Test(arguments: targets) func eachHearsOfItsOwn(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let store = UploadStatusStore(test.client)
            let notices = UploadNotices(store)
            let ids = (0..<5).map { "\(test.key("u")):\($0)" }
            var watchers: [UploadNotices.Notices] = []
            for id in ids { watchers.append(try await notices.notices(of: id)) }
            // One more has the last one's.
            watchers.append(try await notices.notices(of: ids[4]))
            for id in ids.reversed() { try await store.setUploadStatus(id, .completed) }
            for (watcher, id) in zip(watchers, ids + [ids[4]]) {
                for try await _ in watcher {
                    #expect(try await store.uploadStatus(id).state == .completed)
                    break
                }
            }
        }
    }

    /// The subscription ends with the last of those who share it, and begins anew.
    @Test(arguments: targets) func thereIsOneSubscription(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            // Nobody knows what others do with a cluster, and which of its nodes is asked.
            guard !test.client.isClustered else { return }
            let store = UploadStatusStore(test.client)
            let notices = UploadNotices(store)
            for _ in 0..<2 {
                let tasks = try await (0..<5).asyncMap { number in
                    let watcher = try await notices.notices(of: "\(number)")
                    return Task { for try await _ in watcher {} }
                }
                #expect(try await subscribers(test.client) == 1)
                for task in tasks { task.cancel() }
                for task in tasks { _ = await task.result }
                while try await subscribers(test.client) > 0 { await Task.yield() }
            }
        }
    }

    private func subscribers(_ client: any RedisClient) async throws -> Int {
        try await client.send("PUBSUB", "NUMPAT").intValue ?? -1
    }

    @Test func whatCannotBeHadIsTold() async throws {
        let client = try MemoryClient()
        let notices = UploadNotices(UploadStatusStore(client))
        await #expect(throws: UploadStatusError.self) { _ = try await notices.notices(of: "") }
        let watcher = try await notices.notices(of: "u")
        await client.close()
        // Whoever watches is told that nothing comes any more.
        _ = await Task { for try await _ in watcher {} }.result
        await #expect(throws: RedisError.self) { _ = try await notices.notices(of: "u") }
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(
        _ transform: (Element) async throws -> Result
    ) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
