import ContextCache
import Testing

@Suite struct CacheKeysTests {
    private let keys = CacheKeys()
    private let clustered = CacheKeys(isClustered: true)
    private let chat = ChatID(user: "u", device: "d")

    @Test func onOneNodeTheyAreTheDocuments() {
        #expect(keys.key("k") == "opencontext:k" && keys.name("opencontext:k") == "k")
        #expect(keys.lock("l") == "opencontext:lock:l")
        #expect(keys.buffer(chat) == "opencontext:chat:buffer:u:d:_")
        #expect(keys.flushLock(chat) == "opencontext:lock:flush:chat:buffer:u:d:_")
        #expect(keys.completion("k") == "opencontext:completion:cache:k")
        #expect(keys.completion(of: keys.completion("k:é")) == "k:é")
        #expect(keys.accessOrder == "opencontext:completion:access_order")
        #expect(keys.hotKeys == "opencontext:completion:hot_keys")
        #expect(keys.statistic("hits") == "opencontext:completion:stats:hits")
        #expect(keys.precomputed("7") == "opencontext:completion:precomputed:7")
    }

    @Test func onAClusterTheyHaveATag() {
        #expect(clustered.key("k") == "opencontext:k")
        #expect(clustered.buffer(chat) == "opencontext:chat:buffer:{u:d:_}")
        #expect(clustered.processing(chat) == "opencontext:chat:processing:{u:d:_}")
        #expect(clustered.flushLock(chat) == "opencontext:lock:flush:chat:buffer:{u:d:_}")
        #expect(clustered.completion("k") == "opencontext:{completion}:cache:k")
        #expect(clustered.accessOrder == "opencontext:{completion}:access_order")
        #expect(clustered.precomputed("7") == "opencontext:{completion}:precomputed:7")
    }

    /// Defect 15: what is in a pattern stands for itself.
    @Test func patternsAreEscaped() {
        let keys = CacheKeys(prefix: "a*[b]:")
        #expect(keys.pattern("x*") == "a\\*\\[b\\]:x*")
        #expect(keys.chats() == "a\\*\\[b\\]:chat:buffer:*")
        #expect(keys.completions() == "a\\*\\[b\\]:completion:cache:*")
        #expect(
            self.keys.completions(containing: "f(*)?") == "opencontext:completion:cache:*f(\\*)\\?*"
        )
        #expect(clustered.precomputedContexts == "opencontext:{completion}:precomputed:*")
    }

    /// Defect 15: each chat has a key, and each key a chat.
    @Test(arguments: [
        ChatID(), ChatID(user: "u"), ChatID(user: "a:b", device: "c"),
        ChatID(user: "a", device: "b:c"),
        ChatID(user: "_", device: "*?[]", agent: "{%}"), ChatID(user: "%3A", agent: "你好"),
        ChatID(user: "", device: "d"),
    ])
    func keysAreReadAgain(chat: ChatID) {
        for keys in [keys, clustered] {
            #expect(keys.chat(of: keys.buffer(chat)) == chat)
            #expect(keys.chat(of: keys.processing(chat)) == chat)
        }
    }

    @Test func noTwoChatsHaveOneKey() {
        let first = keys.buffer(ChatID(user: "a:b", device: "c", agent: "d"))
        let second = keys.buffer(ChatID(user: "a", device: "b:c", agent: "d"))
        #expect(first != second)
        #expect(keys.buffer(ChatID(user: "_")) != keys.buffer(ChatID()))
        #expect(keys.buffer(ChatID(user: "")) == keys.buffer(ChatID()))
    }

    @Test(arguments: [
        "opencontext:chat:buffer:a:b:c:d", "opencontext:chat:buffer:a:b",
        "opencontext:chat:buffer:::",
        "opencontext:chat:buffer:50%:b:c", "opencontext:chat:other:a:b:c", "chat:x", "",
        "opencontext:chat:buffer:%61:b:c",
    ])
    func othersKeysAreNobodys(key: String) {
        #expect(keys.chat(of: key) == nil && clustered.chat(of: key) == nil)
    }
}
