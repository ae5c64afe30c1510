import ClientTestSupport
import ConformanceKit
import ContextCache
import Foundation
import LayerSupport
import MartletClient
import ServiceTestSupport
import Testing

@testable import LayerService

/// The service as a whole: its servers, and what happens when they are away.
@Suite struct LayerServiceTests {
    @Test(arguments: ClientTarget.allCases)
    func itServesOnEachServer(target: ClientTarget) async throws {
        let (url, server) = try await target.start()
        let id = UUID().uuidString
        try await TestService.run(url: url) { service in
            let fed = try await service.send("POST", "/api/pet/\(id)/interact", ["action": "feed"])
            #expect(fed.json["simplified_state"]?["energy"] == 85)
            let chat = try await service.send(
                "POST", "/api/v1/chat/\(id)/d/a/messages", ["role": "user", "content": "hi"])
            #expect(chat.json["length"] == 1)
            let put = try await service.send(
                "PUT", "/api/v1/completions/\(id)", ["suggestions": ["a"]])
            #expect(put.status == 204)
            #expect(try await service.send("GET", "/api/v1/completions/\(id)").status == 200)
            let user = try await service.send(
                "POST", "/api/v1/users/\(id)/messages", ["message": "hi"])
            #expect(user.json["message_count"] == 1)
            let absorbed = try await service.send(
                "POST", "/api/v1/users/\(id)/absorb", ["force": true])
            #expect(absorbed.json["outcome"] == "absorbed")
            let (headers, body) = WireClient.form([1, 2])
            let upload = try await service.send(
                "POST", "/api/v1/uploads", headers: headers, body: body)
            let path = "/api/v1/uploads/\(upload.json["upload_uuid"]?.stringValue ?? "")/events"
            var (_, events) = try await service.events(path)
            var last: EventReader.Event?
            while let event = try await events.next() { last = event }
            #expect(last?.json["status"] == "completed")
        }
        withExtendedLifetime(server) {}
    }

    @Test(arguments: ClientTarget.allCases)
    func itStreamsFromEachServer(target: ClientTarget) async throws {
        let (url, server) = try await target.start()
        let id = UUID().uuidString
        try await TestService.run(url: url) { service in
            let path = "/api/v1/sessions/\(id)/messages"
            _ = try await service.send(
                "POST", path,
                ["message_id": .string(id), "text": "hi", "is_complete": false])
            var (_, events) = try await service.events(path + "/\(id)/stream")
            #expect(try await events.next()?.name == "MESSAGE_START")
            #expect(try await service.send("POST", path + "/\(id)/complete").status == 204)
            var last: EventReader.Event?
            while let event = try await events.next() { last = event }
            #expect(last?.name == "MESSAGE_END")
            let message = try await service.send("GET", path + "/\(id)")
            #expect(message.json["text"] == "hi" && message.json["is_complete"] == true)
        }
        withExtendedLifetime(server) {}
    }

    /// Sessions, messages with large content, tasks and streams: on a cluster too.
    @Test(arguments: ClientTarget.allCases)
    func itKeepsSessionsOnEachServer(target: ClientTarget) async throws {
        let (url, server) = try await target.start()
        let id = UUID().uuidString
        try await TestService.run(url: url, ["planner.pause_milliseconds": "0"]) { service in
            let path = "/api/v1/sessions/\(id)"
            for status in [201, 409] {
                let made = try await service.send(
                    "POST", "/api/v1/sessions", ["session_id": .string(id), "user_id": "ada"])
                #expect(made.status == status)
            }
            let large = String(repeating: "ü", count: 10_001)
            for name in ["a", "b", "c"] {
                let added = try await service.send(
                    "POST", path + "/messages",
                    [
                        "message_id": .string("\(name)-\(id)"), "text": .string(name),
                        "is_complete": false,
                        "content_blocks": [
                            [
                                "content_type": "TEXT", "data": .string(large),
                                "content_id": .string("\(name)-large-\(id)"),
                            ]
                        ],
                    ])
                #expect(added.status == 201)
            }
            let page = try await service.send("GET", path + "/messages?limit=2&offset=1")
            #expect(page.json["messages"]?.elements?.map { $0["text"] } == ["b", "c"])
            let message = path + "/messages/a-\(id)"
            let content = try await service.send("GET", message + "/contents/a-large-\(id)")
            #expect(content.json["data"] == .string(large))

            var (_, events) = try await service.events(message + "/stream")
            #expect(try await events.next()?.name == "MESSAGE_START")
            let delta = try #require(try await events.next())
            let appended = try await service.send("POST", message + "/text", ["delta": "!"])
            #expect(appended.json["sequence"] == 4)
            #expect(try await service.send("POST", message + "/complete").status == 204)
            var (_, resumed) = try await service.events(
                message + "/stream", headers: ["Last-Event-ID": delta.id ?? ""])
            let names = ["CONTENT_ADDED", "TEXT_DELTA", "MESSAGE_END"]
            for name in names {
                #expect(try await events.next()?.name == name)
                #expect(try await resumed.next()?.name == name)
            }
            #expect(try await resumed.next() == nil)

            let started = try await service.send(
                "POST", path + "/tasks",
                ["task_description": "Look up. Go home.", "workflow": "planner"])
            #expect(started.status == 202)
            let task = started.json["message_id"]?.stringValue ?? ""
            var (_, steps) = try await service.events(path + "/messages/\(task)/stream")
            var last: EventReader.Event?
            while let event = try await steps.next() { last = event }
            #expect(last?.name == "MESSAGE_END")
            let done = try await service.send("GET", path + "/messages/\(task)")
            #expect(done.json["text"] == "1. Look up\n2. Go home\n")

            #expect(try await service.send("DELETE", path).status == 204)
            for gone in [path, message, path + "/messages/\(task)"] {
                #expect(try await service.send("GET", gone).status == 404)
            }
            let rest = try await service.send("GET", path + "/messages")
            #expect(rest.json["messages"] == [])
        }
        withExtendedLifetime(server) {}
    }

    /// A server that is away is a 503, not an end; and when it is back, so is the service.
    @Test func aServerMayBeAway() async throws {
        let program = try ClientTarget.redisServer()
        let port = try FreePort().port
        let url = "redis://127.0.0.1:\(port)"
        try await TestService.run(url: url) { service in
            let away = try await service.send("GET", "/healthz")
            #expect(away.status == 503 && away.json["redis"] == "away")
            let pet = try await service.send("POST", "/api/pet/a/interact", ["action": "feed"])
            #expect(pet.status == 503 && pet.headers["retry-after"] == "1")
            let user = try await service.send("POST", "/api/v1/users/a/messages", ["message": "hi"])
            #expect(user.status == 503)
            let upload = try await service.send("GET", "/api/v1/uploads/u")
            #expect(upload.status == 503)
            // Chats and completions go on in this process.
            let chat = try await service.send(
                "POST", "/api/v1/chat/a/d/a/messages", ["role": "user", "content": "hi"])
            #expect(chat.status == 201 && chat.json["is_connected"] == false)

            let server = try RedisProcess(program, port: port)
            try await service.waitUntilReached()
            let back = try await service.send("POST", "/api/pet/a/interact", ["action": "feed"])
            #expect(back.json["simplified_state"]?["energy"] == 85)
            #expect(await service.layers.store.recover())
            #expect(try await service.layers.chats.statistics().messageCount == 1)
            server.stop()
        }
    }
}

extension TestService {
    /// Waits until the service reaches its server.
    func waitUntilReached() async throws {
        for _ in 0..<2000 {
            if try await send("GET", "/healthz").status == 200 { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("the server is not reached")
    }
}

/// A redis-server at a port that is known before.
final class RedisProcess: Sendable {
    private let process: Process

    init(_ program: String, port: Int) throws {
        process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["--port", String(port), "--save", "", "--bind", "127.0.0.1"]
        process.standardOutput = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    func stop() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    deinit {
        stop()
    }
}
