import ClientTestSupport
import LayerSupport
import MartletClient
import ServiceTestSupport
import Testing

/// Several instances of the service as processes on one server.
@Suite struct InstancesTests {
    /// The requests of a session go to whichever instance; one is killed in the middle of a stream, and
    /// its client goes on with another and misses no event.
    @Test(arguments: [ClientTarget.redis, .martlet])
    func aKilledInstanceCostsNoEvent(target: ClientTarget) async throws {
        let (url, server) = try await target.start()
        let instances = try (0..<3).map { _ in
            try LayersProcess(["serve", "--port", "0", "--redis", url])
        }
        var ports: [Int] = []
        for instance in instances { ports.append(try await instance.port()) }
        let path = "/api/v1/sessions/s/messages"
        _ = try await WireClient.send(ports[0], "POST", "/api/v1/sessions", ["session_id": "s"])
        _ = try await WireClient.send(
            ports[1], "POST", path, ["message_id": "m", "is_complete": false])

        var got: [EventReader.Event] = []
        var events = try await Self.events(ports[2], path + "/m/stream", after: nil)
        for number in 0..<60 {
            if number == 30 { instances[2].kill() }
            // The instance that is killed takes part until then.
            let port = ports[number < 30 ? number % 3 : number % 2]
            let reply = try await WireClient.send(
                port, "POST", path + "/m/text", ["delta": .string("\(number) ")])
            #expect(reply.status == 200)
            // The client reads some of it before, so that it is in the middle.
            if number < 20, let event = try await events.next() { got.append(event) }
        }
        _ = try await WireClient.send(ports[0], "POST", path + "/m/complete")
        // What the killed instance had sent may still come; then the stream breaks.
        while let event = try? await events.next() { got.append(event) }
        #expect(got.last?.name != "MESSAGE_END")
        events = try await Self.events(ports[1], path + "/m/stream", after: got.last?.id)
        while let event = try await events.next() { got.append(event) }

        #expect(got.map { $0.json["sequence"]?.intValue } == (1...62).map { $0 })
        let text = got.compactMap { $0.json["payload"]?["delta"]?.stringValue }.joined()
        #expect(text == (0..<60).map { "\($0) " }.joined())
        let message = try await WireClient.send(ports[0], "GET", path + "/m")
        #expect(message.json["text"] == .string(text) && message.json["is_complete"] == true)
        for instance in instances.prefix(2) { #expect(await instance.stop() == 0) }
        withExtendedLifetime(server) {}
    }

    private static func events(
        _ port: Int, _ path: String, after id: String?
    ) async throws -> EventReader {
        let headers = id.map { ["Last-Event-ID": $0] } ?? [:]
        let (head, events) = try await WireClient.events(
            port, path, headers: headers)
        #expect(head.status == 200)
        return events
    }
}
