import ClientTestSupport
import Foundation
import LayerSupport
import MartletClient
import MartletRESP
import ServiceTestSupport
import Synchronization
import Testing
import UploadStatus

@testable import LayerService

/// Uploads over HTTP.
@Suite struct UploadRoutesTests {
    /// The statuses as any instance has them.
    private func store(_ service: TestService) -> UploadStatusStore {
        UploadStatusStore(service.layers.client, clock: service.layers.clock)
    }

    private func upload(
        _ service: TestService, _ bytes: [UInt8], name: String = "a.png",
        fields: [String: String] = [:]
    ) async throws -> WireReply {
        let (headers, body) = WireClient.form(bytes, name: name, fields: fields)
        return try await service.send("POST", "/api/v1/uploads", headers: headers, body: body)
    }

    @Test func filesAreUploaded() async throws {
        try await TestService.run { service in
            let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let begun = try await upload(
                service, bytes, name: "../家.png", fields: ["timestamp": "2026-01-01T00:00:00"])
            #expect(begun.status == 202)
            #expect(begun.json["filename"] == "家.png" && begun.json["pending"] == true)
            let path = "/api/v1/uploads/\(begun.json["upload_uuid"]?.stringValue ?? "")"
            var (head, events) = try await service.events(path + "/events")
            #expect(head.headers["content-type"] == "text/event-stream; charset=utf-8")
            var last: EventReader.Event?
            while let event = try await events.next() { last = event }
            #expect(last?.name == "STATUS" && last?.json["status"] == "completed")
            let status = try await service.send("GET", path)
            #expect(status.json == last?.json)
            let uri = try #require(status.json["result"]?["uri"]?.stringValue)
            #expect(try Data(contentsOf: #require(URL(string: uri))) == Data(bytes))
            #expect(try await service.send("DELETE", path).status == 204)
            #expect(try await service.send("DELETE", path).status == 404)
            #expect(try await service.send("GET", path).status == 404)
            #expect(try await service.send("GET", path + "/events").status == 404)
            #expect(try incoming(service).isEmpty)
        }
    }

    private func incoming(_ service: TestService) throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: service.folder.appending(path: "incoming").path)
    }

    @Test func filesHaveALimit() async throws {
        try await TestService.run(["limits.upload_bytes": "100000"]) { service in
            let most = try await upload(service, [UInt8](repeating: 1, count: 100_000))
            #expect(most.status == 202)
            let more = try await upload(service, [UInt8](repeating: 1, count: 100_001))
            #expect(more.status == 413 && more.field == "file")
            let told = try await upload(service, [UInt8](repeating: 1, count: 200_000))
            #expect(told.status == 413)
            await service.layers.uploads.shutDown()
            #expect(try incoming(service).isEmpty)
        }
    }

    @Test func formsAreChecked() async throws {
        try await TestService.run { service in
            let (headers, body) = WireClient.form([1])
            let typeless = try await service.send("POST", "/api/v1/uploads", body: body)
            #expect(typeless.status == 415)
            for (file, name, fields, field) in [
                ([1], "", [:], "file"), ([1], "a", ["x": "1"], "x"),
                ([1], "a", ["timestamp": String(repeating: "x", count: 300)], "timestamp"),
            ] as [([UInt8], String, [String: String], String)] {
                let reply = try await upload(service, file, name: name, fields: fields)
                #expect(reply.status == 400 && reply.field == field)
            }
            let twice = Array(body.dropLast(4)) + [13, 10] + body.dropFirst(8)
            for (body, field) in [
                (Array("--edge--".utf8), "file"), (Array(body.dropLast(6)), nil), ([], nil),
                (Array("hello".utf8), nil), (twice, "file"),
            ] as [([UInt8], String?)] {
                let reply = try await service.send(
                    "POST", "/api/v1/uploads", headers: headers, body: body)
                #expect(reply.status == 400 && reply.field == field, "\(reply.text)")
            }
            #expect(try incoming(service).isEmpty)
        }
    }

    @Test func uploadsHaveALimit() async throws {
        try await TestService.run(["limits.pending_uploads": "1"]) { service in
            let (headers, body) = WireClient.form([1])
            let length = headers.merging(["Content-Length": String(body.count)]) { $1 }
            let slow = try await WireClient(port: service.port)
            // What is being sent counts, not only what has come.
            try await slow.write(WireClient.head("POST", "/api/v1/uploads", length))
            try await slow.write(Array(body.dropLast(5)))
            while try incoming(service).isEmpty { await Task.yield() }
            let refused = try await upload(service, [1])
            #expect(refused.status == 503 && refused.headers["retry-after"] == "1")
            try await slow.write(Array(body.suffix(5)))
            #expect(try await slow.readReply().status == 202)
            while await service.layers.uploads.statusSummary[.pending] != nil { await Task.yield() }
            #expect(try await upload(service, [1]).status == 202)
        }
    }

    @Test func uploadsAreRefusedAtTheEnd() async throws {
        try await TestService.run { service in
            await service.layers.uploads.shutDown()
            let reply = try await upload(service, [1])
            #expect(reply.status == 503 && reply.headers["retry-after"] == "1")
            #expect(try incoming(service).isEmpty)
        }
    }

    /// Clients wait with a large file until they are asked for it; one that is too large is refused before.
    @Test func filesAreAskedFor() async throws {
        try await TestService.run(["limits.upload_bytes": "100000"]) { service in
            var (headers, body) = WireClient.form([1, 2, 3])
            headers["Expect"] = "100-continue"
            headers["Content-Length"] = String(body.count)
            let client = try await WireClient(port: service.port)
            try await client.write(WireClient.head("POST", "/api/v1/uploads", headers))
            #expect(try await client.readHead().status == 100)
            try await client.write(body)
            #expect(try await client.readReply().status == 202)

            headers["Content-Length"] = "1000000"
            try await client.write(WireClient.head("POST", "/api/v1/uploads", headers))
            #expect(try await client.readReply().status == 413)
        }
    }

    @Test func streamsEndAtTheLimits() async throws {
        let clock = ManualLayerClock()
        try await TestService.run(
            ["limits.streams": "1", "limits.ping_seconds": "10", "limits.stream_seconds": "60"],
            clock: clock
        ) { service in
            // Nobody here works at it, so that it stays pending.
            try await store(service).setUploadStatus("u", .pending, filename: "/a/b")
            var (_, events) = try await service.events("/api/v1/uploads/u/events")
            #expect(try await events.next()?.json["filename"] == "b")
            let second = try await service.send("GET", "/api/v1/uploads/u/events")
            #expect(second.status == 503)
            // The first time there was an event short before.
            for _ in 0..<2 {
                await clock.waitForSleepers(2)
                clock.advance(by: .seconds(10))
            }
            #expect(try await events.next(withPings: true)?.name == "PING")
            clock.advance(by: .seconds(40))
            while let event = try await events.next(withPings: true) {
                #expect(event.name == "PING")
            }
        }
    }

    @Test func eventsTellOfEachChange() async throws {
        try await TestService.run { service in
            let store = store(service)
            try await store.setUploadStatus("u", .pending, filename: "a")
            var (_, events) = try await service.events("/api/v1/uploads/u/events")
            #expect(try await events.next()?.json["progress"] == .null)
            try await store.setProgress(40, of: "u")
            #expect(try await events.next()?.json["progress"] == 40)
            try await store.setUploadStatus("u", .failed, filename: "a")
            #expect(try await events.next()?.json["status"] == "failed")
            #expect(try await events.next() == nil)
        }
    }

    /// However many streams there are, they take one connection.
    @Test(arguments: [ClientTarget.martlet, .redis])
    func streamsShareASubscription(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            // Time stands still, so that what is pending stays so.
            try await TestService.run(url: test.url, clock: ManualLayerClock()) { service in
                let ids = (0..<10).map { "u\($0)" }
                var readers: [EventReader] = []
                for id in ids {
                    try await store(service).setUploadStatus(id, .pending)
                    var (_, events) = try await service.events("/api/v1/uploads/\(id)/events")
                    #expect(try await events.next()?.json["status"] == "pending")
                    readers.append(events)
                }
                let list = try await test.client.send("CLIENT", "LIST").text ?? ""
                #expect(list.split(separator: "\n").count { $0.contains(" psub=1 ") } == 1)
                for id in ids { try await store(service).setUploadStatus(id, .failed) }
                for var reader in readers {
                    #expect(try await reader.next()?.json["status"] == "failed")
                    #expect(try await reader.next() == nil)
                }
            }
        }
    }

    @Test func streamsEndWithTheService() async throws {
        let reading = Mutex<Task<[String], any Error>?>(nil)
        try await TestService.run { service in
            try await store(service).setUploadStatus("u", .pending)
            let (isReading, continuation) = AsyncStream<Void>.makeStream()
            reading.withLock { reading in
                reading = Task {
                    var (_, events) = try await service.events("/api/v1/uploads/u/events")
                    var told: [String] = []
                    while let event = try await events.next() {
                        told.append(event.json["status"]?.stringValue ?? "")
                        continuation.yield()
                    }
                    return told
                }
            }
            for await _ in isReading { break }
        }
        #expect(try await reading.withLock { $0 }?.value == ["pending"])
    }
}
