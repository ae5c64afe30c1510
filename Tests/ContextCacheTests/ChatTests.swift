import ClientTestSupport
@testable import ContextCache
import LayerSupport
import MartletClient
import Synchronization
import Testing

@Suite struct ChatTests {
    private let chat = ChatID(user: "u", device: "d", agent: "a")

    @Test(arguments: CacheTarget.allCases)
    func messagesAreThoseOfTheDocument(target: CacheTarget) async throws {
        let clock = ManualLayerClock(secondsSince1970: 1_764_228_781.25, localOffset: 3600)
        try await target.withCache(clock: clock) { cache, _ async throws in
            let start = try await cache.serverTime()
            let seen = Seen()
            let buffer = ChatBuffer(cache, options: .patient(3), handler: seen.add)
            #expect(try await buffer.push("user", "你\"好", to: chat) == 1)
            let name = cache.keys.bufferName(chat)
            #expect(
                try await cache.lrange(name) == [
                    "{\"role\": \"user\", \"content\": \"你\\\"好\", "
                        + "\"timestamp\": \"2025-11-27T08:33:01.250000\"}"
                ])
            #expect(try await cache.expires(name, inSeconds: 86_400, since: start))
            #expect(try await buffer.push("assistant", "b", to: chat) == 2)
            #expect(try await buffer.length(of: chat) == 2 && seen.contexts.isEmpty)
            #expect(try await buffer.push("user", "c", to: chat) == 3)
            let context = try #require(seen.contexts.first)
            #expect(context.chat == chat && context.messageCount == 3)
            #expect(context.roles == ["user", "assistant"] && context.source == "chat_log")
            #expect(context.text.hasPrefix("[{\"role\": \"user\", \"content\": \"你\\\"好\""))
            #expect(context.createdAt == "2025-11-27T08:33:01.250000")
            #expect(try await cache.keys() == [])
        }
    }

    /// Defect 1: what comes while messages are being handed over stays.
    @Test(arguments: CacheTarget.allCases)
    func whatComesMeanwhileStays(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let seen = Seen()
            let late = ChatBuffer(cache, options: .patient(100)) { _ in }
            let buffer = ChatBuffer(cache, options: .patient(100)) { context in
                seen.add(context)
                try await late.push("user", "late", to: context.chat)
            }
            try await buffer.push("user", "early", to: chat)
            #expect(try await buffer.flush(chat) == 1)
            #expect(seen.texts == ["early"])
            #expect(try await buffer.length(of: chat) == 1)
        }
    }

    /// Defect 1, under load: each message is handed over once.
    @Test(arguments: CacheTarget.allCases) func noneIsLost(target: CacheTarget) async throws {
        try await target.withCache(clock: SystemLayerClock()) { cache, _ async throws in
            let seen = Seen()
            let buffer = ChatBuffer(cache, options: .patient(4), handler: seen.add)
            try await withThrowingTaskGroup { group in
                for writer in 0..<4 {
                    group.addTask {
                        for number in 0..<15 {
                            try await buffer.push("user", "\(writer).\(number)", to: chat)
                        }
                    }
                }
                try await group.waitForAll()
            }
            await buffer.stop()
            #expect(seen.texts.count == 60 && Set(seen.texts).count == 60)
        }
    }

    @Test(arguments: CacheTarget.allCases)
    func whatFailsIsPutBack(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let seen = Seen()
            let late = ChatBuffer(cache, options: .patient(100)) { _ in }
            let buffer = ChatBuffer(cache, options: .patient(2)) { context in
                if seen.isFailing {
                    try await late.push("user", "3", to: context.chat)
                    throw Surprise()
                }
                seen.add(context)
            }
            seen.fail(true)
            try await buffer.push("user", "1", to: chat)
            // The push itself has done its work.
            #expect(try await buffer.push("user", "2", to: chat) == 2)
            #expect(try await buffer.length(of: chat) == 3)
            #expect(try await cache.ttl(cache.keys.bufferName(chat)) > 0)
            await #expect(throws: Surprise.self) { try await buffer.flush(chat) }
            seen.fail(false)
            #expect(try await buffer.flush(chat) == 4)
            #expect(seen.texts == ["1", "2", "3", "3"])
            #expect(try await cache.keys() == [])
        }
    }

    /// What an instance took that died before it was through is handed over by the next.
    @Test(arguments: CacheTarget.allCases) func crashesLoseNothing(target: CacheTarget) async throws
    {
        try await target.withCache { cache, _ async throws in
            let seen = Seen()
            let buffer = ChatBuffer(cache, options: .patient(100), handler: seen.add)
            try await buffer.push("user", "1", to: chat)
            let lock = cache.keys.name(cache.keys.flushLock(chat))
            try await cache.set(lock, "of the dead")
            try await cache.run(
                ChatScripts.take,
                keys: [
                    lock, cache.keys.bufferName(chat), cache.keys.name(cache.keys.processing(chat)),
                ], arguments: ["of the dead", 86_400_000])
            try await cache.delete(lock)  // its time is over
            #expect(try await buffer.length(of: chat) == 0)
            try await buffer.push("user", "2", to: chat)
            #expect(await buffer.flushAll() == 2)
            #expect(seen.texts == ["1", "2"])
            #expect(try await cache.keys() == [])
        }
    }

    /// Defect 2: a flush that lost its lock removes nothing, and nobody's lock.
    @Test(arguments: CacheTarget.allCases)
    func aLostLockRemovesNothing(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let lock = cache.keys.name(cache.keys.flushLock(chat))
            let seen = Seen()
            let next = ChatBuffer(cache, options: .patient(100), handler: seen.add)
            let buffer = ChatBuffer(cache, options: .patient(100)) { _ in
                try await cache.set(lock, "of another")
            }
            try await buffer.push("user", "1", to: chat)
            let error = await #expect(throws: RedisError.self) { try await buffer.flush(chat) }
            #expect(error?.code.rawValue == "LOCKLOST")
            #expect(try await cache.get(lock) == "of another")
            try await cache.delete(lock)
            #expect(try await next.flush(chat) == 1)
            #expect(seen.texts == ["1"])
        }
    }

    /// Defect 2: the lock is renewed for as long as it takes, and the handler is told of its loss.
    @Test(arguments: CacheTarget.allCases) func theLockIsRenewed(target: CacheTarget) async throws {
        let clock = ManualLayerClock()
        try await target.withCache(clock: clock) { cache, _ async throws in
            let lock = cache.keys.name(cache.keys.flushLock(chat))
            let buffer = ChatBuffer(cache, options: .patient(100)) { _ in
                try await clock.sleep(for: .seconds(1_000_000))
            }
            try await buffer.push("user", "1", to: chat)
            let flush = Task { try await buffer.flush(chat) }
            await clock.waitForSleepers(2)
            try await cache.expire(lock, .seconds(10_000))
            clock.advance(by: ChatBuffer.Options.patient(0).lockLifetime / 3)
            await clock.waitForSleepers(2)
            #expect(try await cache.ttl(lock) > 20_000)

            try await cache.delete(lock)
            clock.advance(by: ChatBuffer.Options.patient(0).lockLifetime / 3)
            await #expect(throws: (any Error).self) { try await flush.value }
            #expect(try await cache.exists(cache.keys.name(cache.keys.processing(chat))))
        }
    }

    @Test(arguments: CacheTarget.allCases) func oneFlushAtATime(target: CacheTarget) async throws {
        let clock = ManualLayerClock()
        try await target.withCache(clock: clock) { cache, _ async throws in
            var options = ChatBuffer.Options.patient(100)
            options.lockWait = .zero
            let buffer = ChatBuffer(cache, options: options) { _ in Issue.record("it was called") }
            try await buffer.push("user", "1", to: chat)
            try await cache.set(cache.keys.name(cache.keys.flushLock(chat)), "of another")
            #expect(try await buffer.flush(chat) == 0)
            #expect(try await buffer.length(of: chat) == 1)
        }
    }

    @Test(arguments: CacheTarget.allCases) func statistics(target: CacheTarget) async throws {
        try await target.withCache { cache, client async throws in
            let seen = Seen()
            let buffer = ChatBuffer(cache, options: .patient(5), handler: seen.add)
            let other = ChatID(user: "*:[x]")
            for text in ["1", "2"] { try await buffer.push("user", text, to: chat) }
            try await buffer.push("user", "3", to: other)
            let statistics = try await buffer.statistics()
            #expect(statistics.bufferCount == 2 && statistics.messageCount == 3)
            #expect(statistics.size == 5 && statistics.ttl == .seconds(86_400))
            #expect(!client.commands.contains("KEYS"))
            // A chat of a program that does not escape is left alone.
            try await cache.rpush("chat:buffer:a:b:c:d", "x")
            #expect(await buffer.flushAll() == 3)
            #expect(Set(seen.contexts.map(\.chat)) == [chat, other])
            #expect(try await cache.keys() == ["chat:buffer:a:b:c:d"])
            #expect(try await buffer.flush(chat) == 0)
            await buffer.stop(isGraceful: false)
        }
    }

    @Test func aFlushHasTheDocumentsLock() {
        let options = ChatBuffer.Options()
        #expect(options.lockLifetime == .seconds(30) && options.lockWait == .seconds(5))
    }

    @Test func messagesAreProcessedDirectly() async throws {
        let seen = Seen()
        let buffer = ChatBuffer(ContextCache(try MemoryClient()), handler: seen.add)
        try await buffer.process([ChatMessage(role: "user", content: "x")], of: chat)
        try await buffer.process([], of: chat)
        #expect(seen.contexts.map(\.text) == ["[{\"role\": \"user\", \"content\": \"x\"}]"])
    }

    /// Defects 4 and 5: messages are kept here while the server is away, and moved when it is back.
    @Test(arguments: CacheTarget.allCases.filter { "\($0)" != "fallback" })
    func messagesAreMovedToTheServer(target: CacheTarget) async throws {
        try await target.withCache { cache, client async throws in
            let seen = Seen()
            let buffer = ChatBuffer(cache, options: .patient(100), handler: seen.add)
            try await buffer.push("user", "1", to: chat)
            // Done, but its reply is lost: it is kept here too, and not moved twice.
            client.become(.mute)
            try await buffer.push("user", "2", to: chat)
            client.become(.away)
            #expect(try await buffer.push("user", "3", to: chat) == 2)
            try await buffer.push("user", "4", to: ChatID())
            #expect(try await buffer.length(of: chat) == 2)
            #expect(try await buffer.statistics().isConnected == false)

            client.become(.there)
            #expect(await cache.store.recover())
            #expect(try await buffer.length(of: chat) == 3)
            #expect(try await buffer.length(of: ChatID()) == 1)
            #expect(try await cache.ttl(cache.keys.bufferName(ChatID())) > 0)
            await buffer.stop()
            #expect(Set(seen.texts) == ["1", "2", "3", "4"] && seen.texts.count == 4)
        }
    }

    /// A handover that began here ends here, although the server is back meanwhile.
    @Test func aFlushStaysWhereItBegan() async throws {
        try await CacheTarget.fallback.withCache { cache, client async throws in
            let seen = Seen()
            let buffer = ChatBuffer(cache, options: .patient(100)) { context in
                client.become(.there)
                #expect(await cache.store.recover())
                if seen.isFailing { throw Surprise() }
                seen.add(context)
            }
            try await buffer.push("user", "1", to: chat)
            seen.fail(true)
            await #expect(throws: Surprise.self) { try await buffer.flush(chat) }
            // It was put back here, and then moved.
            #expect(try await buffer.length(of: chat) == 1)
            seen.fail(false)
            #expect(try await buffer.flush(chat) == 1)
            #expect(seen.texts == ["1"] && cache.store.isConnected)
        }
    }

    private struct Surprise: Error {}

    /// What a handler saw.
    private final class Seen: Sendable {
        private let state = Mutex<(contexts: [ChatContext], isFailing: Bool)>(([], false))

        var contexts: [ChatContext] { state.withLock { $0.contexts } }
        var isFailing: Bool { state.withLock { $0.isFailing } }
        var texts: [String] {
            contexts.flatMap(\.messages).compactMap { $0["content"]?.stringValue }
        }

        @Sendable func add(_ context: ChatContext) {
            state.withLock { $0.contexts.append(context) }
        }

        func fail(_ isFailing: Bool) { state.withLock { $0.isFailing = isFailing } }
    }
}

extension ChatBuffer.Options {
    /// Options whose lock lives longer than any machine takes for a test: the server's time doesn't stand
    /// still.
    fileprivate static func patient(_ size: Int) -> ChatBuffer.Options {
        var options = ChatBuffer.Options(size: size)
        options.lockLifetime = .seconds(60_000)
        return options
    }
}
