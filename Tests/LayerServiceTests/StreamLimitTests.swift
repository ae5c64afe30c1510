import ClientTestSupport
import LayerSupport
import MartletClient
import StatelessMessages
import ServiceTestSupport
import Testing

@testable import LayerService

/// Connections and streams at their limits, and streams whose server goes away.
@Suite struct StreamLimitTests {
    private static let path = "/api/v1/sessions/s/messages"

    /// Makes a message, and begins to read its stream up to its beginning.
    private func stream(
        _ service: TestService, _ id: String = "m", after last: String? = nil
    ) async throws -> EventReader {
        var (head, events) = try await service.events(
            Self.path + "/\(id)/stream", headers: last.map { ["Last-Event-ID": $0] } ?? [:])
        #expect(head.status == 200)
        if last == nil { #expect(try await events.next()?.name == "MESSAGE_START") }
        return events
    }

    private func add(_ service: TestService) async throws {
        let added = try await service.send(
            "POST", Self.path, ["message_id": "m", "is_complete": false])
        #expect(added.status == 201)
    }

    private func append(_ service: TestService, _ delta: String) async throws {
        let reply = try await service.send(
            "POST", Self.path + "/m/text", ["delta": .string(delta)])
        #expect(reply.status == 200)
    }

    @Test func connectionsHaveALimit() async throws {
        try await TestService.run(["limits.connections": "2"]) { service in
            let head = WireClient.head("GET", "/healthz", [:])
            var clients: [WireClient] = []
            for _ in 0..<2 {
                let client = try await WireClient(port: service.port)
                try await client.write(head)
                #expect(try await client.readReply().status == 200)
                clients.append(client)
            }
            // The third has to wait until one of the others goes.
            let third = try await WireClient(port: service.port)
            try await third.write(head)
            for client in clients {
                try await client.write(head)
                #expect(try await client.readReply().status == 200)
            }
            let metrics = WireClient.head("GET", "/metrics", [:])
            try await clients[0].write(metrics)
            let text = try await clients[0].readReply().text
            #expect(text.contains(#"route="/healthz",status="200"} 4"#), "\(text)")
            await clients[1].close()
            #expect(try await third.readReply().status == 200)
        }
    }

    /// Streams of more messages than there are connections to wait on have their events nevertheless.
    @Test(arguments: [ClientTarget.martlet, .redis])
    func connectionsToTheServerHaveALimit(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            try await TestService.run(url: test.url, ["redis.max_connections": "8"]) { service in
                var streams: [EventReader] = []
                for number in 0..<9 {
                    _ = try await service.layers.messages.createMessage("\(number)", in: "s")
                    streams.append(try await stream(service, "\(number)"))
                }
                for number in 0..<9 {
                    let message = try await service.layers.messages.message("\(number)")
                    try await message?.appendText("\(number)")
                    let event = try await streams[number].next()
                    #expect(event?.json["payload"]?["delta"] == .string("\(number)"))
                }
                let list = try await test.client.send("CLIENT", "LIST").text ?? ""
                let own = list.split(separator: "\n").count { $0.contains(" name=martlet-layers ") }
                #expect((4...8).contains(own))
            }
        }
    }

    /// Whoever says nothing goes; whoever reads a stream stays.
    @Test func idleConnectionsAreClosed() async throws {
        try await TestService.run(["limits.idle_seconds": "3", "limits.ping_seconds": "1"]) {
            service in
            let message = try await service.layers.messages.createMessage("m", in: "s")
            var events = try await stream(service)
            let silent = try await WireClient(port: service.port)
            #expect(try await silent.isClosed())
            for _ in 0..<4 { #expect(try await events.next(withPings: true)?.name == "PING") }
            try await message.appendText("a")
            #expect(try await events.next()?.json["payload"]?["delta"] == "a")
        }
    }

    /// A client that reads late has all nevertheless: what doesn't fit is read from the server again.
    @Test(arguments: [ClientTarget.memory, .redis])
    func aSlowClientMissesNothing(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            let patient = ["limits.idle_seconds": "86400"]
            try await TestService.run(url: test.url, patient) { service in
                try await add(service)
                let slow = try await deafClient(service)
                let message = try #require(try await service.layers.messages.message("m"))
                // More than sockets and queues hold.
                let large = String(repeating: "x", count: 3000)
                for _ in 0..<700 { try await message.publish(.error, ["error": .string(large)]) }
                try await message.complete()
                #expect(try await service.send("GET", "/healthz").status == 200)
                try await slow.listen()
                #expect(try await slow.readHead().status == 200)
                var (events, names) = (EventReader(slow), [String]())
                while let event = try await events.next() { names.append(event.name) }
                let errors = Array(repeating: "ERROR", count: 700)
                #expect(names == ["MESSAGE_START"] + errors + ["MESSAGE_END"])
            }
        }
    }

    /// A client that takes nothing at all is cut, so that it doesn't keep its place for ever.
    @Test func aClientThatNeverReadsIsCut() async throws {
        let clock = ManualLayerClock()
        let settings = [
            "limits.ping_seconds": "10", "limits.idle_seconds": "20", "limits.streams": "1",
        ]
        try await TestService.run(settings, clock: clock) { service in
            try await add(service)
            let stuck = try await deafClient(service)
            let message = try #require(try await service.layers.messages.message("m"))
            // More than sockets hold.
            let large = String(repeating: "x", count: 20_000)
            for _ in 0..<150 { try await message.publish(.error, ["error": .string(large)]) }
            while try await service.send("HEAD", Self.path + "/m/stream").status != 503 {}
            while try await service.send("HEAD", Self.path + "/m/stream").status == 503 {
                clock.advance(by: .seconds(10))
            }
            try await stuck.listen()
            #expect(try await stuck.isClosed())
        }
    }

    /// Asks for the stream of the message, and takes nothing of it.
    private func deafClient(_ service: TestService) async throws -> WireClient {
        let client = try await WireClient(port: service.port, isDeaf: true)
        try await client.write(WireClient.head("GET", Self.path + "/m/stream", [:]))
        return client
    }

    /// The server is killed and comes back while streams are read: they go on, and miss nothing.
    @Test func streamsGoOnWhenTheServerIsBack() async throws {
        let server = try RestartableServer(.durableRedis)
        try await TestService.run(url: server.url) { service in
            try await add(service)
            var events = try await stream(service)
            for number in 0..<3 {
                try await append(service, "\(number)")
                #expect(
                    try await events.next()?.json["payload"]?["delta"] == .string("\(number)"))
                server.kill()
                let away = try await service.send(
                    "POST", Self.path + "/m/text", ["delta": "lost"])
                #expect(away.status == 503)
                try server.start()
                while try await service.send("GET", "/healthz").status != 200 {}
            }
            let end = try await service.send("POST", Self.path + "/m/complete")
            #expect(end.status == 204)
            #expect(try await events.next()?.name == "MESSAGE_END")
            #expect(try await events.next() == nil)
        }
    }

    /// If it stays away, the stream's client is told so, and comes back later.
    @Test func streamsEndWhenTheServerStaysAway() async throws {
        let server = try RestartableServer(.durableRedis)
        let clock = ManualLayerClock()
        // Time passes faster than the stream is written: it isn't to end for that.
        let patient = ["limits.idle_seconds": "86400", "limits.stream_seconds": "1000000"]
        try await TestService.run(url: server.url, patient, clock: clock) { service in
            try await add(service)
            var events = try await stream(service)
            try await append(service, "a")
            let last = try #require(try await events.next())
            server.kill()
            let ticking = Task {
                while !Task.isCancelled {
                    clock.advance(by: .milliseconds(500))
                    try? await Task.sleep(for: .milliseconds(1))
                }
            }
            let problem = try await events.next()
            ticking.cancel()
            #expect(problem?.name == "PROBLEM" && problem?.id == nil)
            #expect(try await events.next() == nil)
            let refused = try await service.send("GET", Self.path + "/m/stream")
            #expect(refused.status == 503)
            try server.start()
            while try await service.send("GET", "/healthz").status != 200 {}
            try await append(service, "b")
            // The connections that streams have are tried anew by a backoff of their own.
            var next: EventReader.Event?
            repeat {
                events = try await stream(service, after: last.id)
                next = try await events.next()
            } while next?.name == "PROBLEM"
            #expect(next?.json["payload"]?["delta"] == "b")
        }
    }
}
