@testable import ContextCache
import LayerSupport
import MartletClient
import Testing

@Suite struct CompletionTests {
    @Test(arguments: CacheTarget.allCases)
    func entriesAreThoseOfTheDocument(target: CacheTarget) async throws {
        let clock = ManualLayerClock(secondsSince1970: 1_764_228_781.25, localOffset: 3600)
        try await target.withCache(clock: clock) { cache, client async throws in
            let start = try await cache.serverTime()
            let completions = CompletionCache(cache)
            try await completions.put(
                "键", ["é", ["text": "x", "access_count": 9]], contextHash: "h\"", confidence: 0.5)
            let name = cache.keys.name(cache.keys.completion("键"))
            // In UTC, whatever the zone (defect 13).
            let before =
                "{\"key\": \"键\", \"suggestions\": [\"é\", {\"text\": \"x\", "
                + "\"access_count\": 9}], \"created_at\": \"2025-11-27T07:33:01.250000\", "
            let after = ", \"confidence_score\": 0.5, \"context_hash\": \"h\\\"\"}"
            #expect(
                try await cache.get(name)
                    == before + "\"last_accessed\": \"2025-11-27T07:33:01.250000\", "
                    + "\"access_count\": 0" + after)
            #expect(try await cache.expires(name, inSeconds: 300, since: start))

            clock.advance(by: .milliseconds(1750))
            try await cache.expire(name, .seconds(200))
            let suggestions = try await completions.get("键", contextHash: "h\"")
            #expect(suggestions == ["é", ["text": "x", "access_count": 9]])
            #expect(
                try await cache.get(name)
                    == before + "\"last_accessed\": \"2025-11-27T07:33:03\", "
                    + "\"access_count\": 1" + after)
            #expect(try await cache.expires(name, inSeconds: 300, since: start))
            let order = cache.keys.name(cache.keys.accessOrder)
            #expect(try await cache.zscore(order, "键") == 1_764_228_783)
            #expect(try await cache.get(cache.keys.name(cache.keys.statistic("hits"))) == "1")
            #expect(!client.commands.contains("KEYS"))
        }
    }

    @Test(arguments: CacheTarget.allCases) func missesAreCounted(target: CacheTarget) async throws {
        let clock = ManualLayerClock()
        try await target.withCache(clock: clock) { cache, _ async throws in
            let completions = CompletionCache(cache)
            #expect(try await completions.get("k") == nil)
            try await completions.put("k", ["x"], contextHash: "a")
            #expect(try await completions.get("k", contextHash: "b") == nil)
            #expect(try await completions.get("k", contextHash: "") == ["x"])
            #expect(try await completions.get("k") == ["x"])
            clock.advance(by: .seconds(301))
            #expect(try await completions.get("k") == nil)
            #expect(try await cache.exists(cache.keys.name(cache.keys.completion("k"))) == false)
            let statistics = try await completions.statistics()
            #expect(statistics.totalRequests == 5 && statistics.hits == 2)
            #expect(statistics.misses == 3 && statistics.hitRate == 40)
            #expect(statistics.size == 0 && statistics.evictions == 0)
            #expect(statistics.maximumSize == 1000 && statistics.averageResponseMilliseconds == 0)
            // Statistics are everybody's (defect 13).
            #expect(try await CompletionCache(cache).statistics() == statistics)
        }
    }

    /// Defect 8: the first version's order is a list. Whatever is done first makes it a sorted set, and
    /// is done once.
    @Test(arguments: CacheTarget.allCases) func anOrderMayBeAList(target: CacheTarget) async throws
    {
        let clock = ManualLayerClock()
        try await target.withCache(clock: clock) { cache, _ async throws in
            let completions = CompletionCache(cache)
            for key in ["a", "b", "c"] { try await completions.put(key, ["x"]) }
            let order = cache.keys.name(cache.keys.accessOrder)
            let now = clock.secondsSince1970
            let operations: [(key: String, score: Double?, body: () async throws -> Void)] = [
                ("a", now, { _ = try await completions.get("a") }),
                ("a", 3, { _ = try await completions.get("missing") }),
                ("a", 3, { _ = try await completions.statistics() }),
                ("a", 3, { _ = try await completions.optimize() }),
                ("d", now, { try await completions.put("d", ["x"]) }),
                ("b", nil, { _ = try await completions.remove("b") }),
                ("c", nil, { _ = try await completions.invalidate() }),
            ]
            for (key, score, body) in operations {
                try await cache.delete(order)
                try await cache.rpush(order, "b", "a", "a", "c")
                try await body()
                #expect(try await cache.zscore(order, key) == score)
            }
            let statistics = try await completions.statistics()
            #expect(statistics.totalRequests == 2 && statistics.hits == 1)
            for key in ["a", "b", "c", "d"] { #expect(try await completions.get(key) == nil) }
        }
    }

    /// Defect 12: no use is lost, whoever counts.
    @Test(arguments: CacheTarget.allCases) func usesAreCounted(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let completions = CompletionCache(cache)
            try await completions.put("k", ["x"])
            try await withThrowingTaskGroup { group in
                for _ in 0..<20 { group.addTask { _ = try await completions.get("k") } }
                try await group.waitForAll()
            }
            let patterns = try await completions.hotPatterns()
            #expect(patterns.map(\.accessCount) == [20])
        }
    }

    /// Defect 12: what was invalidated between the look at an entry and the count of its use stays so.
    @Test(arguments: CacheTarget.allCases)
    func nothingComesBack(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let completions = CompletionCache(cache)
            try await completions.put("k", ["x"])
            let keys = cache.keys
            let created = ISOTime.text(
                microsecondsSince1970: cache.store.clock.microsecondsSince1970)
            let names = [
                keys.completion("k"), keys.accessOrder, keys.hotKeys, keys.statistic("a"),
                keys.statistic("b"),
            ].map(keys.name)
            #expect(try await completions.invalidate() == 1)
            let count = try await cache.run(
                CompletionScripts.touch, keys: names, arguments: [created, created, 1, "k", 0, 5])
            #expect(count == .integer(0))
            #expect(try await completions.statistics().size == 0)
            #expect(try await completions.get("k") == nil)
        }
    }

    @Test(arguments: CacheTarget.allCases) func frequentUse(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let completions = CompletionCache(cache)
            try await completions.put(
                "k", ["x", ["completion_type": "code"], ["completion_type": ["value": "text"]]],
                confidence: 0.9)
            for _ in 0..<5 { _ = try await completions.get("k") }
            #expect(try await completions.statistics().hotKeys == 0)
            _ = try await completions.get("k")
            #expect(try await completions.statistics().hotKeys == 1)
            let pattern = try #require(try await completions.hotPatterns().first)
            #expect(pattern.keyHash == MD5.hex(of: "k") && pattern.accessCount == 6)
            #expect(pattern.suggestionTypes == ["unknown", "code", "text"])
            #expect(pattern.suggestionCount == 3 && pattern.confidenceScore == 0.9)
        }
    }

    /// Defects 8, 9 and 11: as many as may be, whatever is hot, and each told of once.
    @Test(arguments: CacheTarget.allCases) func othersGiveWay(target: CacheTarget) async throws {
        let clock = ManualLayerClock()
        try await target.withCache(clock: clock) { cache, _ async throws in
            let completions = CompletionCache(cache, options: .init(maximumSize: 10))
            for number in 0..<14 {
                clock.advance(by: .seconds(1))
                try await completions.put("\(number)", ["x"])
                try await completions.put("\(number)", ["x"])
            }
            var statistics = try await completions.statistics()
            #expect(statistics.size == 10 && statistics.evictions == 4)
            #expect(try await cache.keys("*cache:*").count == 10)
            #expect(try await completions.get("3") == nil)

            for number in 4..<14 {
                for _ in 0..<6 { #expect(try await completions.get("\(number)") != nil) }
            }
            for number in 14..<20 {
                clock.advance(by: .seconds(1))
                try await completions.put("\(number)", ["x"])
            }
            // Hot ones are spared: the others give way to each other.
            statistics = try await completions.statistics()
            #expect(statistics.hotKeys == 10 && statistics.size == 11)
            #expect(try await completions.get("19") != nil)
            #expect(try await completions.get("18") == nil)
        }
    }

    @Test func victimsAreChosenInOnePass() {
        let order = (0..<15).map { "\($0)" }
        let hot = Set(order)
        func victims(_ hot: Set<String>, _ size: Int) -> [String] {
            CompletionCache.victims(of: order, hot: hot, newest: "14", maximumSize: size)
        }
        #expect(victims([], 15) == [] && victims([], 13) == ["0", "1"])
        #expect(victims(["0", "2"], 12) == ["1", "3", "4"])
        #expect(victims(hot, 13) == [])
        #expect(victims(hot, 10) == ["0", "1", "2"])
        #expect(victims(hot.subtracting(["7"]), 10) == ["7", "0", "1"])
        #expect(victims([], 1).count == 14)
    }

    /// Defect 13: the strategy is honoured.
    @Test(arguments: CacheTarget.allCases) func strategies(target: CacheTarget) async throws {
        for strategy in CompletionStrategy.allCases {
            let clock = ManualLayerClock()
            try await target.withCache(clock: clock) { cache, _ async throws in
                let completions = CompletionCache(
                    cache, options: .init(maximumSize: 2, ttl: .seconds(100), strategy: strategy))
                try await completions.put("a", ["x"])
                clock.advance(by: .seconds(1))
                try await completions.put("b", ["x"])
                clock.advance(by: .seconds(1))
                for _ in 0..<6 { _ = try await completions.get("a") }
                let name = cache.keys.name(cache.keys.completion("a"))
                try await cache.expire(name, .seconds(50))
                _ = try await completions.get("a")
                #expect((try await cache.ttl(name) > 50) == (strategy != .ttl))
                clock.advance(by: .seconds(1))
                try await completions.put("c", ["x"])
                // Used last, put first.
                let stays = try await completions.get("a") != nil
                #expect(stays == (strategy != .ttl), "\(strategy)")
                clock.advance(by: .seconds(99))
                // Used short ago, put long ago.
                if strategy != .ttl {
                    #expect((try await completions.get("a") != nil) == (strategy == .lru))
                }
                clock.advance(by: .seconds(2))
                // A hot one is spared only by the hybrid.
                try await completions.put("d", ["x"])
                try await completions.put("e", ["x"])
                #expect(try await completions.statistics().size == 2)
            }
        }
    }

    /// Defects 11 and 16: what has the text in its key is removed, and whatever tells of it.
    @Test(arguments: CacheTarget.allCases) func invalidation(target: CacheTarget) async throws {
        try await target.withCache { cache, _ async throws in
            let completions = CompletionCache(cache)
            for key in ["f(*)", "f(x)", "a[1]\\?", "a1?", "plain"] {
                try await completions.put(key, ["x"])
            }
            for _ in 0..<6 { _ = try await completions.get("f(*)") }
            #expect(try await completions.invalidate("(*)") == 1)
            #expect(try await completions.get("f(x)") != nil)
            #expect(try await completions.invalidate("[1]\\?") == 1)
            #expect(try await completions.statistics().size == 3)
            #expect(try await completions.statistics().hotKeys == 0)
            try await completions.precomputeContext("1", "x")
            // A key alone, not those that it is a part of.
            try await completions.put("one", ["a"])
            try await completions.put("one more", ["a"])
            #expect(try await completions.remove("one"))
            #expect(try await !completions.remove("one"))
            #expect(try await completions.remove("one more"))
            #expect(try await completions.invalidate() == 3)
            #expect(try await completions.statistics().size == 0)
            #expect(try await completions.precomputedContext("1") != nil)
        }
    }

    /// Defect 11: what has expired is told of no longer.
    @Test(arguments: CacheTarget.allCases) func optimization(target: CacheTarget) async throws {
        let clock = ManualLayerClock()
        try await target.withCache(clock: clock) { cache, _ async throws in
            let completions = CompletionCache(cache)
            for key in ["a", "b", "c"] { try await completions.put(key, ["x"]) }
            try await completions.precomputeContext("1", "x")
            #expect(try await completions.optimize() == .init())
            try await cache.delete(cache.keys.name(cache.keys.completion("a")))  // expired
            clock.advance(by: .seconds(601))
            try await completions.put("d", ["x"])
            #expect(
                try await completions.optimize() == .init(entries: 2, contexts: 0, forgotten: 1))
            #expect(try await completions.statistics().size == 1)
            clock.advance(by: .seconds(3000))
            #expect(try await completions.optimize().contexts == 1)
        }
    }

    @Test(arguments: CacheTarget.allCases) func contexts(target: CacheTarget) async throws {
        let clock = ManualLayerClock(secondsSince1970: 1_764_228_781)
        try await target.withCache(clock: clock) { cache, _ async throws in
            let start = try await cache.serverTime()
            let completions = CompletionCache(cache)
            #expect(try await completions.precomputedContext("7") == nil)
            let content = "# 题\r\n  - a\n\t```swift\n[x](y)\n *b*\nplain"
            let context = try await completions.precomputeContext("7", content)
            #expect(try await completions.precomputedContext("7") == context)
            let name = cache.keys.name(cache.keys.precomputed("7"))
            // MD5 of 7:37:6: characters and lines as Python counts them.
            let size = "7:\(content.unicodeScalars.count):6"
            #expect(
                try await cache.get(name)
                    == "{\"hash\": \"\(MD5.hex(of: size))\", \"patterns\": "
                    + "{\"headings\": [\"# 题\\r\"], \"lists\": [\"  - a\", \" *b*\"], "
                    + "\"code_blocks\": [\"\\t```swift\"], \"links\": [\"[x](y)\"]}, "
                    + "\"computed_at\": \"2025-11-27T07:33:01\"}")
            #expect(try await cache.expires(name, inSeconds: 3600, since: start))
            #expect(try await completions.statistics().precomputedContexts == 1)
        }
    }

    @Test(arguments: CacheTarget.allCases) func whatIsMissingIsMade(target: CacheTarget)
        async throws
    {
        try await target.withCache { cache, _ async throws in
            let completions = CompletionCache(cache)
            // Defect 13: the same in each process.
            let key = CompletionCache.key(for: "complete", "def", 3)
            #expect(key == "complete:\(MD5.hex(of: "[\"def\", 3]"))")
            let nothing = try await completions.get(key) { [] }
            let made = try await completions.get(key) { ["x"] }
            let kept = try await completions.get(key) { ["y"] }
            #expect(nothing == [] && made == ["x"] && kept == ["x"])
        }
    }

    /// What Python wrote is read and counted; what nobody wrote is a miss.
    @Test(arguments: CacheTarget.allCases) func othersEntries(target: CacheTarget) async throws {
        let clock = ManualLayerClock(secondsSince1970: 1_764_228_781)
        try await target.withCache(clock: clock) { cache, _ async throws in
            let completions = CompletionCache(cache)
            let name = cache.keys.name(cache.keys.completion("k"))
            let entry = { (count: Int, time: String) in
                "{\"key\": \"k\", \"suggestions\": [1e3], \"created_at\": "
                    + "\"2025-11-27T08:33:00+01:00\", \"last_accessed\": \"\(time)\", "
                    + "\"access_count\": \(count), \"confidence_score\": 0, \"context_hash\": \"\"}"
            }
            try await cache.set(name, entry(41, "2025-11-27T08:33:00+01:00"))
            #expect(try await completions.get("k") == [.number("1e3")])
            #expect(try await cache.get(name) == entry(42, "2025-11-27T07:33:01"))
            for text in ["", "[]", "{\"key\": \"k\"}"] {
                try await cache.set(name, text)
                #expect(try await completions.get("k") == nil)
            }
        }
    }
}
