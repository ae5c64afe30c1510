import ClientTestSupport
import MartletClient
import Testing
import UploadStatus

@Suite struct UploadStatusErrorTests {
    @Test func missingIDsAreNamed() async throws {
        try await ClientTarget.memory.withClient { test async throws in
            let store = UploadStatusStore(test.client)
            let messages = MessageStore(test.client)
            let locks = UserLocks(test.client)
            await Self.expect("uploadID") { _ = try await store.setUploadStatus("", .pending) }
            await Self.expect("uploadID") { _ = try await store.uploadStatus("") }
            await Self.expect("uploadID") { _ = try await store.uploadStatuses(["a", ""]) }
            await Self.expect("uploadID") { try await store.deleteUploadStatus("") }
            await Self.expect("uploadID") { _ = try await store.setProgress(1, of: "") }
            await Self.expect("uploadID") { _ = try await store.events(of: "") }
            await Self.expect("user") { _ = try await messages.messages(of: "") }
            await Self.expect("user") { _ = try await messages.messageCount(of: "") }
            await Self.expect("user") { _ = try await messages.popMessages(of: "", count: 1) }
            await Self.expect("user") { try await messages.removeMessages(of: "", count: 1) }
            await Self.expect("user") { _ = try await messages.conversations(of: "") }
            await Self.expect("user") {
                try await messages.addMessage(StoredMessage(timestamp: "1"), for: "")
            }
            await Self.expect("user") {
                try await messages.addConversation(question: "", answer: "", for: "")
            }
            await Self.expect("user") { _ = try await locks.acquireUserLock("") }
            await Self.expect("user") { _ = try await locks.tryAcquireUserInitLock("") }
            await Self.expect("user") { _ = try await locks.isUserInitialized("") }
            await Self.expect("user") { try await locks.markUserInitialized("") }
        }
    }

    private static func expect(_ name: String, _ body: () async throws -> Void) async {
        let error = await #expect(throws: UploadStatusError.self) { try await body() }
        #expect(error?.code == .missingArgument)
        #expect(error?.description == "\(name) is required")
    }
}
