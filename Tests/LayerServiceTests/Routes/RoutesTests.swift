import ClientTestSupport
import ContextCache
import Foundation
import LayerSupport
import MartletClient
import ServiceTestSupport
import Testing
import UploadStatus

@testable import LayerService

/// The endpoints of pets, chats, completions and of the service itself.
@Suite struct RoutesTests {
    @Test func petsAreKept() async throws {
        try await TestService.run(["pets.language": "en"]) { service in
            let born = try await service.send("GET", "/api/pet/kitchen/state")
            #expect(born.json["is_newborn"] == true)
            let fed = try await service.send(
                "POST", "/api/pet/kitchen/interact", ["action": "feed"],
                headers: ["Idempotency-Key": "1"])
            #expect(fed.json["simplified_state"]?["energy"] == 85)
            let again = try await service.send(
                "POST", "/api/pet/kitchen/interact", ["action": "feed"],
                headers: ["Idempotency-Key": "1"])
            #expect(again.json["is_repetition"] == true)
            #expect(again.json["simplified_state"]?["energy"] == 85)
            let other = try await service.send("GET", "/api/pet/garden/state")
            #expect(other.json["simplified_state"]?["energy"] == 70)
            let caughtUp = try await service.send("POST", "/api/pet/kitchen/catchup", ["hours": 24])
            #expect(caughtUp.status == 200)
            let bare = try await service.send("POST", "/api/pet/kitchen/catchup")
            #expect(bare.status == 200)
        }
    }

    @Test func petsHaveAliases() async throws {
        try await TestService.run { service in
            let fed = try await service.send("POST", "/api/pet/feed", ["device_id": "a"])
            #expect(fed.json["simplified_state"]?["energy"] == 85)
            let status = try await service.send("GET", "/api/pet/status?device_id=a")
            #expect(status.json["simplified_state"]?["energy"] == 85)
            let played = try await service.send(
                "POST", "/api/pet/interact?device_id=a", ["action": "play"])
            #expect(played.json["simplified_state"]?["energy"] == 75)
            let caughtUp = try await service.send("POST", "/api/pet/catchup?device_id=a&hours=3")
            #expect(caughtUp.json["device_id"] == "a")
            let reset = try await service.send("POST", "/api/debug/reset?device_id=a")
            #expect(reset.json["is_newborn"] == true)
            let both = try await service.send(
                "POST", "/api/pet/feed?device_id=a", ["device_id": "b"])
            #expect(both.status == 400 && both.field == "device_id")
            let none = try await service.send("POST", "/api/pet/feed")
            #expect(none.status == 400 && none.field == "device_id")
            let long = try await service.send("POST", "/api/pet/catchup?device_id=a&hours=721")
            #expect(long.status == 400 && long.field == "hours")
        }
    }

    @Test func chatsAreBuffered() async throws {
        try await TestService.run { service in
            let path = "/api/v1/chat/7/_/helper"
            let message: JSONValue = ["role": "user", "content": "你好"]
            let first = try await service.send("POST", path + "/messages", message)
            #expect(first.status == 201 && first.json == ["length": 1, "is_connected": true])
            let flushed = try await service.send("POST", path + "/flush")
            #expect(flushed.json["message_count"] == 1)
            let again = try await service.send("POST", path + "/flush")
            #expect(again.json["message_count"] == 0)
            let log = try String(
                contentsOf: service.folder.appending(path: "chats.jsonl"), encoding: .utf8)
            let line = try JSONValue(parsing: log)
            #expect(line["user"] == "7" && line["device"] == .null)
            #expect(line["messages"]?.elements?.first?["content"] == "你好")
            let wrong = try await service.send("POST", path + "/messages", ["role": "user"])
            #expect(wrong.status == 400 && wrong.field == "content")
        }
    }

    @Test func whatIsSwitchedOffIsntThere() async throws {
        let yaml = """
            capture: {text_chat: {enabled: false}}
            completion: {enabled: false}
            """
        try await TestService.run(yaml: yaml) { service async throws in
            let message: JSONValue = ["role": "user", "content": "hello"]
            let chat = "/api/v1/chat/ada/_/_"
            #expect(try await service.send("POST", chat + "/messages", message).status == 404)
            #expect(try await service.send("POST", chat + "/flush").status == 404)
            let path = "/api/v1/completions/x"
            #expect(try await service.send("PUT", path, ["suggestions": ["a"]]).status == 404)
            #expect(try await service.send("GET", path).status == 404)
            let statistics = try await service.send("GET", "/api/v1/cache/stats").json
            #expect(statistics["chats"] == .null)
            #expect(statistics["completions"] == .null)
        }
    }

    /// Chats or completions that aren't to be on the server are an instance's own.
    @Test(arguments: [true, false]) func whatIsKeptHereIsntOnTheServer(
        isChat: Bool
    ) async throws {
        let yaml =
            isChat
            ? "capture: {text_chat: {redis: {enabled: false}}}"
            : "completion: {cache: {redis: {enabled: false}}}"
        let url = "martlet://memory?name=\(UUID().uuidString)"
        try await TestService.run(url: url, yaml: yaml) { one async throws in
            let message: JSONValue = ["role": "user", "content": "hello"]
            _ = try await one.send("POST", "/api/v1/chat/ada/_/_/messages", message)
            _ = try await one.send("PUT", "/api/v1/completions/x", ["suggestions": ["a"]])
            #expect(try await one.layers.chats.statistics().messageCount == 1)
            try await TestService.run(url: url) { other async throws in
                let found = try await other.send("GET", "/api/v1/completions/x").status
                #expect(found == (isChat ? 200 : 404))
                let statistics = try await other.send("GET", "/api/v1/cache/stats").json
                #expect(statistics["chats"]?["message_count"] == (isChat ? 0 : 1))
            }
            #expect(try await one.send("GET", "/api/v1/completions/x").status == 200)
        }
    }

    /// What chats still have is handed over before the service ends.
    @Test func chatsAreHandedOverAtTheEnd() async throws {
        let handed = Handovers()
        try await TestService.run(agent: handed) { service in
            _ = try await service.send(
                "POST", "/api/v1/chat/7/d/a/messages", ["role": "user", "content": "hi"])
            #expect(try await service.layers.chats.statistics().messageCount == 1)
            await service.layers.chats.stop()
            #expect(try await service.layers.chats.statistics().messageCount == 0)
        }
    }

    @Test func completionsAreRemembered() async throws {
        try await TestService.run { service in
            let path = "/api/v1/completions/def%20fib%2F%E5%AE%B6"
            #expect(try await service.send("GET", path).status == 404)
            let put = try await service.send(
                "PUT", path,
                [
                    "suggestions": ["return n", ["a": 1]], "context_hash": "h",
                    "confidence_score": 0.5,
                ])
            #expect(put.status == 204)
            let got = try await service.send("GET", path)
            #expect(got.json == ["key": "def fib/家", "suggestions": ["return n", ["a": 1]]])
            #expect(try await service.send("GET", path + "?context_hash=h").status == 200)
            #expect(try await service.send("GET", path + "?context_hash=x").status == 404)
            // A key that is part of another's isn't that one.
            #expect(try await service.send("DELETE", "/api/v1/completions/def").status == 404)
            #expect(try await service.send("DELETE", path).status == 204)
            #expect(try await service.send("GET", path).status == 404)
            let statistics = try await service.send("GET", "/api/v1/cache/stats").json
            #expect(statistics["completions"]?["hits"] == 2)
            #expect(statistics["completions"]?["misses"] == 3)
        }
    }

    @Test func completionsAreChecked() async throws {
        try await TestService.run { service in
            for (body, field) in [
                ("{}", "suggestions"), ("{\"suggestions\":{}}", "suggestions"),
                ("{\"suggestions\":[],\"confidence_score\":2}", "confidence_score"),
                ("{\"suggestions\":[1,{\"a\":NaN}]}", "suggestions[1].a"),
            ] {
                let reply = try await service.send(
                    "PUT", "/api/v1/completions/x", headers: ["Content-Type": "application/json"],
                    body: Array(body.utf8))
                #expect(reply.status == 400 && reply.field == field)
            }
        }
    }

    @Test func usersMessagesAreAbsorbed() async throws {
        let agent = Handovers()
        try await TestService.run(agent: agent) { service in
            let path = "/api/v1/users/ada"
            let (headers, body) = WireClient.form([1, 2, 3])
            let upload = try await service.send(
                "POST", "/api/v1/uploads", headers: headers, body: body)
            let added = try await service.send(
                "POST", path + "/messages",
                ["message": "look", "image_uris": [upload.json], "sources": ["camera"]])
            #expect(added.status == 201 && added.json == ["message_count": 1])
            _ = try await service.layers.uploads.waitForUpload(
                .pending(
                    UploadPlaceholder(
                        uploadID: upload.json["upload_uuid"]?.stringValue ?? "", filename: nil)))
            let early = try await service.send("POST", path + "/absorb")
            #expect(early.json == ["outcome": "not_ready", "message_count": 0])
            let absorbed = try await service.send("POST", path + "/absorb", ["force": true])
            #expect(absorbed.json == ["outcome": "absorbed", "message_count": 1])
            #expect(await agent.users == ["ada"])
            #expect(await agent.images == 1)
        }
    }

    @Test func usersMessagesAreChecked() async throws {
        try await TestService.run { service in
            for (body, field) in [
                ([:], "message"), (["message": ""], "message"), (["message": 1], "message"),
                (["message": "a", "sources": ["x"]], "sources"),
                (["image_uris": ["/etc/passwd"]], "image_uris[0]"),
                (
                    ["image_uris": [["upload_uuid": "a", "filename": nil, "pending": false]]],
                    "image_uris[0].pending"
                ),
            ] as [(JSONValue, String)] {
                let reply = try await service.send("POST", "/api/v1/users/ada/messages", body)
                #expect(reply.status == 400 && reply.field == field)
            }
        }
    }

    @Test func healthIsTold() async throws {
        try await TestService.run { service in
            let reply = try await service.send("GET", "/healthz")
            #expect(reply.status == 200 && reply.json == ["status": "ok", "redis": "ok"])
        }
    }
}

/// An agent that counts.
actor Handovers: MemoryAgent {
    private(set) var users: [String] = []
    private(set) var images = 0

    func absorb(_ content: AbsorbedContent, for user: String) {
        users.append(user)
        images += content.messages.reduce(0) { $0 + $1.images.count }
    }
}
