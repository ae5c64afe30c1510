import ClientTestSupport
import MartletClient
import Testing

@Suite struct RedisSubscriptionTests {
    @Test(arguments: ClientTarget.allCases) func messagesComeInOrder(target: ClientTarget)
        async throws
    {
        try await target.withClient { test async throws in
            let (client, channel) = (test.client, test.key("c"))
            let news = try await client.subscribe(to: [channel, test.key("d")])
            for number in 0..<100 { try await client.publish("\(number)", to: channel) }
            try await client.publish([255], to: test.key("d"))
            var iterator = news.makeAsyncIterator()
            for number in 0..<100 {
                let message = RedisMessage(channel: channel, bytes: Array("\(number)".utf8))
                #expect(try await iterator.next() == .message(message))
            }
            let last = RedisMessage(channel: test.key("d"), bytes: [255])
            #expect(try await iterator.next() == .message(last))
        }
    }

    @Test(arguments: ClientTarget.allCases) func patternsMatch(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let pattern = test.key("*")
            let news = try await test.client.subscribe(patterns: [pattern])
            try await test.client.publish("x", to: test.key("a"))
            var iterator = news.makeAsyncIterator()
            let event = try await iterator.next()
            guard case .message(let message) = event else {
                Issue.record("\(event as Any)")
                return
            }
            #expect(message.pattern == pattern && message.text == "x")
            #expect(message.channel == test.key("a"))
        }
    }

    @Test(arguments: ClientTarget.allCases) func shardChannels(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let channel = test.key("s")
            let news = try await test.client.subscribe(toShardChannels: [channel])
            try await test.client.publish("x", toShardChannel: channel)
            var iterator = news.makeAsyncIterator()
            let message = RedisMessage(channel: channel, bytes: Array("x".utf8))
            #expect(try await iterator.next() == .message(message))
        }
    }

    @Test(arguments: ClientTarget.allCases) func slowReadersAreTold(target: ClientTarget)
        async throws
    {
        try await target.withClient { test async throws in
            let (client, channel) = (test.client, test.key("c"))
            let news = try await client.subscribe(to: [channel], bufferingAtMost: 4)
            let sentinel = try await client.subscribe(to: [channel], bufferingAtMost: 1000)
            for number in 0..<20 { try await client.publish("\(number)", to: channel) }
            var all = sentinel.makeAsyncIterator()
            for _ in 0..<20 { _ = try await all.next() }
            var iterator = news.makeAsyncIterator()
            var texts: [String] = []
            while texts.last != "19", let event = try await iterator.next() {
                switch event {
                case .gap: texts.append("gap")
                case .message(let message): texts.append(message.text)
                }
            }
            #expect(texts.last == "19")
            #expect(texts.contains("gap") || texts.count == 20)
        }
    }

    @Test(arguments: ClientTarget.allCases) func cancellationEndsIt(target: ClientTarget)
        async throws
    {
        try await target.withClient { test async throws in
            let (client, channel) = (test.client, test.key("c"))
            let news = try await client.subscribe(to: [channel])
            let reader = Task { try await Array(news).count }
            reader.cancel()
            #expect(try await reader.value == 0)
            news.cancel()
            var iterator = news.makeAsyncIterator()
            #expect(try await iterator.next() == nil)
            // The server has noticed when nobody gets a message any more.
            while try await client.publish("x", to: channel) > 0 { await Task.yield() }
        }
    }

    @Test(arguments: ClientTarget.allCases.filter { $0 != .redisRESP2 }) func changesAreTold(
        target: ClientTarget
    ) async throws {
        try await target.withClient { test async throws in
            let (client, key) = (test.client, test.key("k"))
            let changes = try await client.invalidations(of: [test.key("")], near: key)
            try await client.set(key, "v")
            var iterator = changes.makeAsyncIterator()
            #expect(try await iterator.next() == .keys([key]))
        }
    }

    @Test(arguments: ClientTarget.allCases) func refusalsAreThrown(target: ClientTarget)
        async throws
    {
        try await target.withClient { test async throws in
            let error = await redisError {
                try await test.client.pushes(
                    after: [RedisCommand("NOSUCHCOMMAND")], near: nil, bufferingAtMost: 1)
            }
            #expect(error?.code == .generic)
        }
    }
}
