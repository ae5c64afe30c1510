import ClientTestSupport
import ContextCache
import Foundation
import LayerSupport
import MartletClient
import Synchronization
import Testing
import UploadStatus

/// An instance that is killed by SIGKILL while it has what it took: another has it again.
@Suite struct CrashTests {
    /// Lets a process take what `swift` has and kills it in the middle; returns how much it had.
    private static func kill(_ layer: String, _ url: String) async throws -> Int {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(
            fileURLWithPath: try BuiltProgram.path("layers-partner"))
        process.arguments = [layer, "hold", url]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        var text = ""
        while !text.contains("\n") {
            let bytes = output.fileHandleForReading.availableData
            if bytes.isEmpty { break }
            text += String(decoding: bytes, as: UTF8.self)
        }
        Foundation.kill(process.processIdentifier, SIGKILL)
        while process.isRunning { try await Task.sleep(for: .milliseconds(1)) }
        return Int(text.trimmingCharacters(in: .newlines)) ?? -1
    }

    @Test(arguments: [ClientTarget.martlet, .redis])
    func absorption(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let store = MessageStore(test.client)
            for number in 0..<5 {
                try await store.addMessage(
                    StoredMessage(timestamp: "\(number)", text: "hello"), for: "swift")
            }
            #expect(try await Self.kill("uploads", test.url) == 5)
            #expect(try await store.messageCount(of: "swift") == 0, "they are set aside")
            try await store.addMessage(
                StoredMessage(timestamp: "5", text: "later"), for: "swift")

            let agent = Recorder()
            let accumulator = TemporaryMessageAccumulator(test.client, agent: agent)
            while try await accumulator.absorb(for: "swift", force: true) == .busy {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(agent.texts.withLock(\.self) == ["0", "1", "2", "3", "4", "5"])
            #expect(try await store.messageCount(of: "swift") == 0)
        }
    }

    @Test(arguments: [ClientTarget.martlet, .redis])
    func flush(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let cache = ContextCache(test.client)
            let seen = Mutex<[String]>([])
            let chats = ChatBuffer(cache) { context in
                seen.withLock { texts in
                    texts += context.messages.map { $0["content"]?.stringValue ?? "" }
                }
            }
            let chat = ChatID(user: "swift", agent: "a")
            for number in 0..<5 { try await chats.push("user", "\(number)", to: chat) }
            #expect(try await Self.kill("cache", test.url) == 5)
            try await chats.push("user", "5", to: chat)
            // The lock of the one that was killed lives on for a second.
            while try await cache.lock(of: chat) { try await Task.sleep(for: .milliseconds(20)) }
            try await chats.flush(chat)
            #expect(seen.withLock(\.self) == ["0", "1", "2", "3", "4", "5"])
        }
    }
}

extension ContextCache {
    /// Whether someone flushes a chat.
    fileprivate func lock(of chat: ChatID) async throws -> Bool {
        try await store.server.exists(keys.flushLock(chat))
    }
}

/// An agent that notes what it is given.
private final class Recorder: MemoryAgent {
    let texts = Mutex<[String]>([])

    func absorb(_ content: AbsorbedContent, for user: String) async throws {
        texts.withLock { $0 += content.messages.map(\.timestamp) }
    }
}
