import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import StatelessMessages

/// What subscribers get when things go wrong: streams that were cut, slow readers, servers that are away.
@Suite struct FanOutTests {
    private static let targets = ClientTarget.allCases
    /// Those whose connections can be counted.
    private static let counted: [ClientTarget] = [.martlet, .redis, .redisRESP2]

    private static func pinging() -> MessageOptions {
        var options = MessageOptions()
        options.pingInterval = .milliseconds(20)
        return options
    }

    /// The original had a thread, a connection and a reader for each subscriber.
    @Test(arguments: targets) func aThousandShareOneReader(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            let hub = instance.manager.hub
            try await withThrowingTaskGroup(of: [Int].self) { group in
                let events = try instance.manager.subscribe(
                    to: instance.own("m"), in: instance.session)
                let begun = Counter()
                for _ in 0..<1000 {
                    group.addTask {
                        var sequences: [Int] = []
                        for try await event in events {
                            sequences.append(event.sequence)
                            if event.sequence == 1 { begun.increment() }
                        }
                        return sequences
                    }
                }
                while begun.count < 1000 { await Task.yield() }
                try await message.appendText("a")
                while hub.readerCount == 0 { await Task.yield() }
                if Self.counted.contains(target) {
                    let clients = try await instance.client.info("clients")
                    // Two that all commands share, one that the reader waits on.
                    #expect(Int(clients["connected_clients"] ?? "") ?? 99 <= 3)
                }
                for _ in 0..<10 { try await message.appendText("a") }
                try await message.complete()
                var count = 0
                for try await sequences in group {
                    #expect(sequences == Array(1...13))
                    count += 1
                }
                #expect(count == 1000)
            }
            #expect(hub.begunCount == 1)
            #expect(hub.readerCount == 0)
        }
    }

    @Test(arguments: targets) func readersEndWithTheirSubscribers(target: ClientTarget) async throws
    {
        try await target.withInstance { instance async throws in
            _ = try await instance.message("m")
            let manager = instance.manager
            let tasks = (0..<3).map { _ in Task { try await instance.events("m") } }
            while manager.hub.readerCount == 0 { await Task.yield() }
            if Self.counted.contains(target) {
                while try await instance.client.info("clients")["blocked_clients"] != "1" {
                    await Task.yield()
                }
            }
            for task in tasks {
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
            }
            #expect(manager.hub.readerCount == 0)
            if Self.counted.contains(target) {
                while try await instance.client.info("clients")["blocked_clients"] != "0" {
                    await Task.yield()
                }
            }
        }
    }

    /// A queue takes so many events and no more; who is slower reads the stream, and misses nothing.
    @Test(arguments: targets) func slowSubscribersMissNothing(target: ClientTarget) async throws {
        var options = MessageOptions()
        options.subscriberBuffer = 4
        try await target.withInstance(options: options) { instance async throws in
            let message = try await instance.message("m")
            var iterator = try instance.manager.subscribe(
                to: instance.own("m"), in: instance.session
            ).makeAsyncIterator()
            var sequences = [try await iterator.next()?.sequence]
            try await message.appendText("a")
            sequences.append(try await iterator.next()?.sequence)
            for _ in 0..<300 { try await message.appendText("a") }
            for _ in 0..<100 { sequences.append(try await iterator.next()?.sequence) }
            for _ in 0..<300 { try await message.appendText("a") }
            try await message.complete()
            while let event = try await iterator.next() { sequences.append(event.sequence) }
            #expect(sequences == Array(1...603))
        }
    }

    /// After about 1000 events the stream doesn't begin at the beginning: the original's subscribers
    /// got the rest of a text as if it were all.
    @Test(arguments: targets) func cutStreamsBeginWithASnapshot(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            for number in 0..<20 { try await message.appendText("\(number),") }
            let ids = try await instance.entries("m").map(\.id)
            try await instance.client.xtrim(instance.streamKey("m"), .maxLength(5))
            for start in ["0", ids[3]] {
                var iterator = try instance.manager.subscribe(
                    to: instance.own("m"), in: instance.session, after: start
                ).makeAsyncIterator()
                let event = try #require(try await iterator.next())
                #expect(event.type == .messageStart)
                #expect(event.snapshot?["text"]?.stringValue == message.text)
                #expect(event.sequence == message.snapshot.sequence)
                #expect(event.id == (try await instance.entries("m").last?.id))
                try await message.appendText("more")
                #expect(try await iterator.next()?.payload == ["delta": "more"])
            }
            // Who has what is cut off needs none.
            try await message.complete()
            let rest = try await instance.events("m", after: ids[16])
            #expect(rest.map(\.sequence) == Array(18...24))
            let late = try await instance.events("m")
            #expect(late.map(\.type) == [.messageStart, .messageEnd])
            #expect(late.first?.snapshot?["is_complete"] == true)
        }
    }

    @Test(arguments: targets) func streamsAreBoundedAndExpire(target: ClientTarget) async throws {
        var options = MessageOptions()
        options.streamLength = 100
        try await target.withInstance(options: options) { instance async throws in
            let message = try await instance.message("m")
            for _ in 0..<500 { try await message.appendText("a") }
            let length = try await instance.client.xlen(instance.streamKey("m"))
            #expect((100..<300).contains(length))
            #expect(message.text.count == 500)
            #expect(try await instance.client.ttl(instance.streamKey("m")).isAbout(86_400))
        }
    }

    /// A subscriber that is cut off while it is slow gets a snapshot too.
    @Test(arguments: targets) func liveSubscribersNoticeCuts(target: ClientTarget) async throws {
        var options = MessageOptions()
        options.subscriberBuffer = 2
        try await target.withInstance(options: options) { instance async throws in
            let message = try await instance.message("m")
            var iterator = try instance.manager.subscribe(
                to: instance.own("m"), in: instance.session
            ).makeAsyncIterator()
            _ = try await iterator.next()
            try await message.appendText("a")
            _ = try await iterator.next()
            for _ in 0..<50 { try await message.appendText("b") }
            try await instance.client.xtrim(instance.streamKey("m"), .maxLength(1))
            try await message.complete()
            var text = "a"
            while let event = try await iterator.next() {
                if let snapshot = event.snapshot { text = snapshot["text"]?.stringValue ?? "" }
                if event.type == .textDelta { text += event.payload["delta"]?.stringValue ?? "" }
            }
            #expect(text == message.text)
        }
    }

    /// The original waited for ever when the end never came.
    @Test(arguments: targets) func idleStreamsPingAndEnd(target: ClientTarget) async throws {
        try await target.withInstance(options: Self.pinging()) { instance async throws in
            for isGone in [true, false] {
                let id = isGone ? "gone" : "complete"
                _ = try await instance.message(id)
                var iterator = try instance.manager.subscribe(
                    to: instance.own(id), in: instance.session
                ).makeAsyncIterator()
                #expect(try await iterator.next()?.type == .messageStart)
                let ping = try await iterator.next()
                #expect(ping?.type == .ping)
                #expect(ping?.id == nil)
                if isGone {
                    try await instance.client.del(instance.key(id))
                } else {
                    // A program that died between the two steps.
                    try await instance.client.hset(instance.key(id), "is_complete", "1")
                }
                while let event = try await iterator.next() { #expect(event.type == .ping) }
                #expect(instance.manager.hub.readerCount == 0)
            }
        }
    }

    @Test func readersOutlastTheServersAbsence() async throws {
        let client = SwitchedClient(try MemoryClient())
        let instance = Instance(client, options: Self.pinging())
        let message = try await instance.message("m")
        let events = try instance.manager.subscribe(to: "m", in: instance.session)
        client.isAway = true
        var early = events.makeAsyncIterator()
        await #expect(throws: RedisError.self) { _ = try await early.next() }
        client.isAway = false
        var iterator = events.makeAsyncIterator()
        _ = try await iterator.next()
        #expect(try await iterator.next()?.type == .ping)
        client.isAway = true
        await instance.clock.waitForSleepers(1)
        client.isAway = false
        try await message.appendText("a")
        instance.clock.advance(by: .seconds(1))
        var event = try await iterator.next()
        while event?.type == .ping { event = try await iterator.next() }
        #expect(event?.payload == ["delta": "a"])
    }

    @Test func lastingAbsenceIsTold() async throws {
        let client = SwitchedClient(try MemoryClient())
        var options = Self.pinging()
        options.readAttempts = 2
        let instance = Instance(client, options: options)
        _ = try await instance.message("m")
        var iterator = try instance.manager.subscribe(to: "m", in: instance.session)
            .makeAsyncIterator()
        _ = try await iterator.next()
        #expect(try await iterator.next()?.type == .ping)
        client.isAway = true
        await instance.clock.waitForSleepers(1)
        instance.clock.advance(by: .seconds(5))
        var error: RedisError?
        do {
            while try await iterator.next() != nil {}
        } catch let caught as RedisError {
            error = caught
        }
        #expect(error?.code == .connection)
    }

    /// Programs that count in their own memory write numbers twice; their events come nevertheless.
    @Test(arguments: targets) func foreignEventsCome(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            _ = try await instance.message("m")
            var iterator = try instance.manager.subscribe(
                to: instance.own("m"), in: instance.session
            ).makeAsyncIterator()
            _ = try await iterator.next()
            for sequence in [7, 7, 9, .max, .min, 1] {
                try await instance.client.xadd(
                    instance.streamKey("m"),
                    [
                        (name: "event_type", value: "TEXT_DELTA"),
                        (name: "sequence", value: sequence), (name: "payload", value: "{}"),
                    ])
                #expect(try await iterator.next()?.sequence == sequence)
            }
            try await instance.client.xadd(instance.streamKey("m"), [(name: "odd", value: "1")])
            try await instance.client.xadd(
                instance.streamKey("m"), [(name: "event_type", value: "MESSAGE_END")])
            #expect(try await iterator.next()?.type == .messageEnd)
            #expect(try await iterator.next() == nil)
        }
    }

    /// When no connection is left to wait on, the stream is looked at now and then.
    @Test func readersDoWithoutAConnection() async throws {
        let target = ClientTarget.martlet
        var options = RedisOptions()
        options.exclusiveConnections = 1
        try await target.withClient(options: options) { test async throws in
            let instance = Instance(test.client)
            let message = try await instance.message("m")
            let waiting = Task { try await test.client.blpop("nothing") }
            while try await test.client.info("clients")["blocked_clients"] != "1" {
                await Task.yield()
            }
            async let events = instance.events("m")
            await instance.clock.waitForSleepers(1)
            try await message.appendText("a")
            try await message.complete()
            instance.clock.advance(by: .seconds(1))
            #expect(try await events.map(\.sequence) == [1, 2, 3])
            waiting.cancel()
            _ = await waiting.result
        }
    }
}
