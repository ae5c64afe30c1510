import Martlet
import Testing

@Suite struct SubscriptionTests {
    private static func start(_ listens: Bool) throws -> Martlet {
        try Martlet.start(listens ? .init() : .inProcess)
    }

    @Test(arguments: [false, true]) func messagesComeInOrder(listens: Bool) async throws {
        let server = try Self.start(listens)
        let news = try server.subscribe(to: "news", "sport")
        #expect(try server.publish("one", to: "news") == 1)
        #expect(try server.publish([0, 255], to: "sport") == 1)
        #expect(try server.publish("lost", to: "other") == 0)
        var iterator = news.makeAsyncIterator()
        let first = try await iterator.next()
        #expect(first == Martlet.ChannelMessage(channel: "news", bytes: Array("one".utf8)))
        #expect(first?.text == "one")
        #expect(try await iterator.next()?.bytes == [0, 255])
    }

    @Test(arguments: [false, true]) func aReaderWaits(listens: Bool) async throws {
        let server = try Self.start(listens)
        let news = try server.subscribe(toPatterns: "news.*")
        let task = Task {
            var texts: [String] = []
            for try await message in news {
                texts.append("\(message.pattern ?? "") \(message.channel) \(message.text)")
                if texts.count == 2 { break }
            }
            return texts
        }
        try server.publish("a", to: "news.x")
        try server.publish("b", to: "news.y")
        #expect(try await task.value == ["news.* news.x a", "news.* news.y b"])
    }

    @Test func cancellationEndsTheSequence() async throws {
        let server = try Self.start(false)
        let news = try server.subscribe(to: "news")
        let task = Task {
            var count = 0
            for try await _ in news { count += 1 }
            return count
        }
        task.cancel()
        #expect(try await task.value == 0)
        news.cancel()
        var iterator = news.makeAsyncIterator()
        #expect(try await iterator.next() == nil)
        #expect(try server.publish("x", to: "news") == 0)
    }

    @Test(arguments: [false, true]) func stopEndsTheSequence(listens: Bool) async throws {
        let server = try Self.start(listens)
        let news = try server.subscribe(to: "news")
        let task = Task {
            for try await _ in news {}
            return true
        }
        server.stop()
        #expect(try await task.value)
        #expect(throws: MartletError.self) { try server.subscribe(to: "news") }
    }

    @Test func lettingGoUnsubscribes() throws {
        let server = try Self.start(false)
        do {
            let news = try server.subscribe(to: "news")
            #expect(try server.publish("x", to: "news") == 1)
            _ = news
        }
        #expect(try server.publish("x", to: "news") == 0)
    }

    /// Who never reads is closed at the limit, as a slow client is.
    @Test func whoDoesNotReadIsClosed() async throws {
        let server = try Self.start(false)
        try server.execute("CONFIG", "SET", "client-output-buffer-limit", "pubsub 1000 0 0")
        let news = try server.subscribe(to: "news")
        for _ in 0..<50 { try server.publish("0123456789", to: "news") }
        var iterator = news.makeAsyncIterator()
        await #expect(throws: MartletError.self) {
            while try await iterator.next() != nil {}
        }
    }
}
