import ClientTestSupport
import ContextCache
import LayerSupport
import MartletClient
import Synchronization
import Testing

/// The README's example of the cache is this one, and it runs.
@Suite struct CacheExampleTests {
    @Test func runs() async throws {
        let heard = Mutex("")
        @Sendable func process(_ text: String) async throws { heard.withLock { $0 += text } }
        // begin of the example
        let cache = ContextCache(try Redis.client("martlet://memory?name=cache"))
        try await cache.setJSON("profile:7", ["name": "Ada"], ttl: .seconds(60))
        let length = await cache.lenient.llen("jobs")  // a default instead of an error

        let chats = ChatBuffer(cache) { context in try await process(context.text) }
        try await chats.push("user", "你好", to: ChatID(user: "7"))
        await chats.stop()

        let completions = CompletionCache(cache)
        try await completions.put("def fib", ["return n"], confidence: 0.9)
        // end of the example
        #expect(length == 0)
        #expect(heard.withLock { $0 }.contains("你好"))
        #expect(try await completions.get("def fib") == ["return n"])
        #expect(try await cache.getJSON("profile:7") == ["name": "Ada"])
    }

    @Test func isTheReadmes() throws {
        #expect(try readmeShowsExample())
    }
}
