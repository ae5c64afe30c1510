import ClientTestSupport
import MartletClient
import Testing

@testable import UploadStatus

/// Messages, conversations and their batches, on every server.
@Suite struct MessagesTests {
    private static let targets = ClientTarget.allCases

    private static func message(_ text: String) -> StoredMessage {
        StoredMessage(timestamp: "2025-10-15T08:30:00", text: text)
    }

    @Test(arguments: targets) func messagesQueue(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let store = MessageStore(test.client)
            let user = unique("user")
            for number in 0..<5 {
                let count = try await store.addMessage(Self.message("\(number)"), for: user)
                #expect(count == number + 1)
            }
            let key = UploadKeyScheme(isClustered: test.client.isClustered).messages(user)
            #expect(try await test.client.ttl(key).isAbout(86_400))
            #expect(try await store.messages(of: user, limit: 2).compactMap(\.text) == ["0", "1"])
            #expect(try await store.messages(of: user, limit: 0).count == 5)
            let popped = try await store.popMessages(of: user, count: 2)
            #expect(popped.compactMap(\.text) == ["0", "1"])
            #expect(try await store.popMessages(of: user, count: 0).isEmpty)
            try await store.removeMessages(of: user, count: 1)
            try await store.removeMessages(of: user, count: 0)
            #expect(try await store.messages(of: user).compactMap(\.text) == ["3", "4"])
            #expect(try await store.popMessages(of: user, count: 9).count == 2)
            #expect(try await store.messageCount(of: user) == 0)
            #expect(try await store.popMessages(of: user, count: 9).isEmpty)
        }
    }

    /// The original trims in a step of its own, twice if two push at a time.
    @Test(arguments: targets) func theLatestAreKept(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let store = MessageStore(test.client)
            let user = unique("user")
            try await withThrowingTaskGroup { group in
                for number in 0..<130 {
                    group.addTask {
                        _ = try await store.addMessage(Self.message("\(number)"), for: user)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.messageCount(of: user) == 100)
            #expect(try await store.addMessage(Self.message("last"), for: user) == 100)
            #expect(try await store.messages(of: user).last?.text == "last")
        }
    }

    @Test(arguments: targets) func conversationsQueue(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let store = MessageStore(test.client)
            let user = unique("user")
            for number in 0..<52 {
                try await store.addConversation(
                    question: "q\(number)", answer: "a\(number)", for: user)
            }
            #expect(try await store.conversationCount(of: user) == 50)
            let turns = try await store.conversations(of: user)
            #expect(turns.count == 100)
            #expect(turns.prefix(2).map(\.content) == ["q2", "a2"])
            #expect(turns.prefix(2).map(\.role) == ["user", "assistant"])
            let key = UploadKeyScheme(isClustered: test.client.isClustered).conversations(user)
            #expect(try await test.client.ttl(key).isAbout(3600))
            try await store.clearConversations(of: user)
            #expect(try await store.conversations(of: user).isEmpty)
        }
    }

    @Test(arguments: targets) func batchesAreFenced(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (store, locks) = (MessageStore(test.client), UserLocks(test.client))
            let user = unique("user")
            for number in 0..<5 { try await store.addMessage(Self.message("\(number)"), for: user) }
            try await store.addConversation(question: "q", answer: "a", for: user)
            #expect(try await store.takeBatch(of: user, count: 3, token: "none") == nil)
            let token = try #require(try await locks.acquireUserLock(user))
            let batch = try #require(try await store.takeBatch(of: user, count: 3, token: token))
            #expect(batch.messages.count == 3)
            #expect(batch.conversations.map(\.content) == ["q", "a"])
            #expect(try await store.messages(of: user).compactMap(\.text) == ["3", "4"])
            // The last of the batch goes back first, then the others before it.
            #expect(try await store.putBack(batch: token, of: user, count: 1) == 1)
            #expect(try await store.messages(of: user).compactMap(\.text) == ["2", "3", "4"])
            #expect(try await store.conversationCount(of: user) == 0)
            try await store.putBackAbandoned(of: user, exceptBatch: token)
            #expect(try await store.messageCount(of: user) == 3)
            #expect(try await store.putBack(batch: token, of: user) == 2)
            #expect(
                try await store.messages(of: user).compactMap(\.text) == ["0", "1", "2", "3", "4"])
            #expect(try await store.conversationCount(of: user) == 1)
            #expect(try await store.putBack(batch: token, of: user) == 0)
            let keys = UploadKeyScheme(isClustered: test.client.isClustered)
            #expect(try await !test.client.exists(keys.batches(user)))
        }
    }

    @Test(arguments: targets) func onlyTheHolderRemovesABatch(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let (store, locks) = (MessageStore(test.client), UserLocks(test.client))
            let keys = UploadKeyScheme(isClustered: test.client.isClustered)
            let user = unique("user")
            for number in 0..<3 { try await store.addMessage(Self.message("\(number)"), for: user) }
            let first = try #require(try await locks.acquireUserLock(user))
            #expect(try await store.takeBatch(of: user, count: 2, token: first) != nil)
            // The lock expires under its holder, and another takes it.
            try await test.client.del(keys.absorbLock(user))
            let second = try #require(try await locks.acquireUserLock(user))
            #expect(try await !store.finish(batch: first, of: user))
            try await store.putBackAbandoned(of: user, exceptBatch: second)
            #expect(try await store.messages(of: user).compactMap(\.text) == ["0", "1", "2"])
            #expect(try await store.takeBatch(of: user, count: 9, token: second) != nil)
            #expect(try await store.finish(batch: second, of: user))
            #expect(try await store.messageCount(of: user) == 0)
            let left = try await test.client.count(of: [
                keys.batch(user, first), keys.batch(user, second), keys.batches(user),
            ])
            #expect(left == 0)
        }
    }
}
