import ClientTestSupport
import ContextCache
import Foundation
import LayerSupport
import MartletClient
import PetState
import StatelessMessages
import UploadStatus

/// What a test of failures does through a layer.
enum LayerWork: String, CaseIterable, Sendable {
    case statuses, messages, streams, chats, completions, pets
}

/// The work of one layer in steps that can be told apart, under keys of its own.
struct LayerRun: SteppedWork {
    let work: LayerWork
    private let tag = UUID().uuidString
    private let uploads: UploadStatusStore
    private let messages: MessageStore
    private let manager: MessageManager
    private let cache: ContextCache
    private let chats: ChatBuffer
    private let completions: CompletionCache
    private let pets: LifeAdapter
    private let petKeys: KeyScheme

    /// - Parameter client: What the steps go through. It stays the caller's.
    init(_ work: LayerWork, _ client: any RedisClient) {
        self.work = work
        uploads = UploadStatusStore(client)
        var limits = MessageStore.Limits()
        limits.messageCount = 1_000_000
        messages = MessageStore(client, limits: limits)
        manager = MessageManager(client)
        var options = CacheStore.Options()
        options.fallsBack = false
        cache = ContextCache(client, prefix: "\(tag):", options: options)
        chats = ChatBuffer(cache, options: ChatBuffer.Options(size: .max)) { _ in }
        completions = CompletionCache(
            cache, options: CompletionCache.Options(maximumSize: .max, strategy: .ttl))
        pets = LifeAdapter(.redis(client))
        petKeys = KeyScheme(isClustered: client.isClustered)
    }

    /// The list that a step goes to: there are some, in several slots.
    private func list(_ step: Int) -> String { "\(tag)-\(step % 8)" }

    func perform(_ step: Int) async throws {
        switch work {
        case .statuses:
            try await uploads.setUploadStatus("\(tag)-\(step)", .completed, result: .other("r"))
        case .messages:
            try await messages.addMessage(
                StoredMessage(timestamp: "\(step)", text: "hello"), for: list(step))
        case .streams:
            let message = try await manager.getOrCreateMessage(
                "\(tag)-\(step)", in: list(step))
            try await message.appendText("x")
        case .chats:
            try await chats.push("user", "\(step)", to: ChatID(user: list(step)))
        case .completions: try await completions.put("\(tag)-\(step)", ["done"])
        case .pets:
            _ = try await pets.interact("\(tag)-\(step)", .feed, requestID: "\(step)")
        }
    }

    /// Returns how often each step is found to be done.
    ///
    /// - Parameter client: What it is asked through.
    func counts(of steps: [Int], by client: any RedisClient) async throws -> [Int: Int] {
        var counts: [Int: Int] = [:]
        switch work {
        case .statuses:
            let store = UploadStatusStore(client)
            for step in steps {
                let state = try await store.uploadStatus("\(tag)-\(step)").state
                counts[step] = state == .completed ? 1 : 0
            }
        case .messages:
            let store = MessageStore(client)
            for list in 0..<8 {
                for message in try await store.messages(of: self.list(list)) {
                    counts[Int(message.timestamp) ?? -1, default: 0] += 1
                }
            }
        case .streams:
            let (manager, keys) = (
                MessageManager(client), MessageKeyScheme(isClustered: client.isClustered)
            )
            for step in steps {
                let id = "\(tag)-\(step)"
                guard let message = try await manager.message(id, in: list(step)) else { continue }
                let events = try await client.xlen(keys.stream(id, in: list(step)))
                // An event for each change, no more and no less.
                counts[step] = events == message.snapshot.sequence ? message.text.count : -1
            }
        case .chats:
            for list in 0..<8 {
                let chat = ChatID(user: self.list(list))
                for text in try await client.lrange(cache.keys.buffer(chat)) {
                    let message = try JSONParser.value(of: Array(text.utf8))
                    let step = message["content"]?.stringValue.flatMap { Int($0) } ?? -1
                    counts[step, default: 0] += 1
                }
            }
        case .completions:
            for step in steps {
                let isThere = try await client.exists(cache.keys.completion("\(tag)-\(step)"))
                counts[step] = isThere ? 1 : 0
            }
        case .pets:
            for step in steps {
                let keys = petKeys.keys(of: try DeviceID("\(tag)-\(step)"))
                // Both documents or none.
                let found = try await client.mget(keys).count { $0 != nil }
                counts[step] = found == 1 ? -1 : found / 2
            }
        }
        return counts
    }

    /// Returns the acknowledged steps that are gone, and those that were done more than once or by
    /// half.
    func damage(_ done: LoadReport, by client: any RedisClient) async throws -> LoadDamage {
        LoadDamage(done, try await counts(of: Array(done.tried), by: client))
    }
}
