import ClientTestSupport
import LayerSupport
import MartletClient
import ServiceTestSupport
import StatelessMessages
import Testing

@testable import LayerService

/// Sessions, messages and their streams over HTTP.
@Suite struct SessionRoutesTests {
    @Test func sessionsAreMadeAndRemoved() async throws {
        try await TestService.run { service in
            let made = try await service.send(
                "POST", "/api/v1/sessions",
                ["session_id": "a:b/家", "user_id": "ada", "metadata": ["n": 1]])
            #expect(made.status == 201 && made.json["user_id"] == "ada")
            let path = "/api/v1/sessions/a%3Ab%2F%E5%AE%B6"
            #expect(try await service.send("GET", path).json == made.json)
            let again = try await service.send("POST", "/api/v1/sessions", ["session_id": "a:b/家"])
            #expect(again.status == 409 && again.field == "session_id")
            let fresh = try await service.send("POST", "/api/v1/sessions")
            #expect(fresh.status == 201 && fresh.json["session_id"] != made.json["session_id"])
            #expect(try await service.send("DELETE", path).status == 204)
            #expect(try await service.send("GET", path).status == 404)
            #expect(try await service.send("DELETE", path).status == 404)
            let broken = try await service.send(
                "POST", "/api/v1/sessions", ["session_id": "a\u{0}"])
            #expect(broken.status == 400 && broken.field == "session_id")
            // It would be the key of the messages of session a.
            let stolen = try await service.send(
                "POST", "/api/v1/sessions", ["session_id": "a:messages"])
            #expect(stolen.status == 400 && stolen.field == "session_id")
        }
    }

    @Test func messagesAreAddedAndListed() async throws {
        try await TestService.run { service in
            let path = "/api/v1/sessions/s/messages"
            for number in 0..<5 {
                let added = try await service.send(
                    "POST", path,
                    ["message_id": .string("m\(number)"), "text": .string("\(number)")])
                #expect(added.status == 201 && added.json["is_complete"] == true)
            }
            let page = try await service.send("GET", path + "?limit=2&offset=1")
            let texts = page.json["messages"]?.elements?.map { $0["text"] }
            #expect(texts == ["1", "2"] && page.json["limit"] == 2 && page.json["offset"] == 1)
            let one = try await service.send("GET", path + "/m3")
            #expect(one.json["text"] == "3" && one.json["role"] == "USER")
            #expect(try await service.send("GET", path + "/nobody").status == 404)
            #expect(
                try await service.send("GET", "/api/v1/sessions/other/messages/m3").status == 404)
            let again = try await service.send("POST", path, ["message_id": "m3"])
            #expect(again.status == 409 && again.field == "message_id")
        }
    }

    /// Two requests of one id both appended what they had.
    @Test(arguments: [ClientTarget.memory, .martlet, .redis])
    func ofManyRequestsOneAddsAMessage(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            try await TestService.run(url: test.url) { service in
                let path = "/api/v1/sessions/s/messages"
                for round in 0..<5 {
                    let id = "m\(round)"
                    let replies = try await withThrowingTaskGroup(of: WireReply.self) { group in
                        for number in 0..<8 {
                            group.addTask {
                                try await service.send(
                                    "POST", path,
                                    [
                                        "message_id": .string(id), "text": .string("\(number) "),
                                        "is_complete": false,
                                    ])
                            }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    let added = replies.filter { $0.status == 201 }
                    let refused = replies.filter { $0.status == 409 && $0.field == "message_id" }
                    #expect(added.count == 1 && refused.count == 7)
                    let message = try await service.send("GET", path + "/" + id)
                    #expect(message.json == added.first?.json)
                }
            }
        }
    }

    @Test func contentsAreKept() async throws {
        try await TestService.run { service in
            let large = String(repeating: "家", count: 10_001)
            let added = try await service.send(
                "POST", "/api/v1/sessions/s/messages",
                [
                    "message_id": "m", "role": "ASSISTANT",
                    "content_blocks": [
                        [
                            "content_type": "IMAGE", "url": "https://example.org/a.png",
                            "metadata": ["width": 3],
                        ],
                        ["content_type": "TEXT", "content_id": "large", "data": .string(large)],
                    ],
                ])
            #expect(added.json["content_blocks"]?.elements?[1]["is_reference"] == true)
            let path = "/api/v1/sessions/s/messages/m/contents/"
            #expect(try await service.send("GET", path + "large").json["data"] == .string(large))
            #expect(try await service.send("GET", path + "nothing").status == 404)
        }
    }

    @Test func messagesAreChecked() async throws {
        try await TestService.run { service in
            for (body, field) in [
                (["role": "GOD"], "role"), (["text": 1], "text"),
                (["message_id": ""], "message_id"),
                (["content_blocks": [["content_type": "TEXT"]]], "content_blocks[0]"),
                (
                    ["content_blocks": [["content_type": "FILM", "data": ""]]],
                    "content_blocks[0].content_type"
                ),
                (
                    ["content_blocks": [["content_type": "TEXT", "data": "", "url": "a"]]],
                    "content_blocks[0]"
                ),
                (
                    [
                        "content_blocks": [
                            ["content_type": "TEXT", "data": "", "content_id": "a"],
                            ["content_type": "TEXT", "data": "", "content_id": "a"],
                        ]
                    ], "content_blocks[1].content_id"
                ),
            ] as [(JSONValue, String)] {
                let reply = try await service.send("POST", "/api/v1/sessions/s/messages", body)
                #expect(reply.status == 400 && reply.field == field)
            }
            for (query, field) in [
                ("limit=0", "limit"), ("limit=1001", "limit"), ("limit=x", "limit"),
                ("offset=-1", "offset"), ("page=1", "page"),
            ] {
                let reply = try await service.send("GET", "/api/v1/sessions/s/messages?" + query)
                #expect(reply.status == 400 && reply.field == field)
            }
        }
    }

    @Test func streamsGoOnWhereTheClientWas() async throws {
        try await TestService.run { service in
            let path = "/api/v1/sessions/s/messages"
            _ = try await service.send(
                "POST", path, ["message_id": "m", "text": "a", "is_complete": false])
            var (head, events) = try await service.events(path + "/m/stream")
            #expect(head.status == 200)
            let start = try #require(try await events.next())
            #expect(start.name == "MESSAGE_START")
            try Contract.check(event: start, ofRoute: MessageRoutes.stream)
            let first = try #require(try await events.next())
            #expect(first.json["payload"]?["delta"] == "a")
            let appended = try await service.send("POST", path + "/m/text", ["delta": "b"])
            #expect(appended.json == ["sequence": 3])
            let second = try #require(try await events.next())
            #expect(second.json["payload"]?["delta"] == "b")

            // By header and by query; the header goes before.
            let id = try #require(first.id)
            for (rest, headers) in [
                ("?last_id=\(id)", [:]), ("", ["Last-Event-ID": id]),
                ("?last_id=0", ["Last-Event-ID": id]),
            ] {
                var (_, later) = try await service.events(
                    path + "/m/stream" + rest, headers: headers)
                #expect(try await later.next() == second)
            }
            #expect(try await service.send("POST", path + "/m/complete").status == 204)
            #expect(try await service.send("POST", path + "/m/complete").status == 204)
            let end = try #require(try await events.next())
            #expect(end.name == "MESSAGE_END")
            #expect(try await events.next() == nil)
            // Whoever has had all is told so, and a browser doesn't come back.
            let over = try await service.send(
                "GET", path + "/m/stream", headers: ["Last-Event-ID": end.id ?? ""])
            #expect(over.status == 204)
            let late = try await service.send("POST", path + "/m/text", ["delta": "c"])
            #expect(late.status == 409)
        }
    }

    @Test func streamsAreChecked() async throws {
        try await TestService.run { service in
            let path = "/api/v1/sessions/s/messages"
            #expect(try await service.send("GET", path + "/m/stream").status == 404)
            _ = try await service.send("POST", path, ["message_id": "m"])
            let wrong = try await service.send("GET", path + "/m/stream?last_id=x")
            #expect(wrong.status == 400 && wrong.field == "last_id")
            let long = String(repeating: "1", count: 100)
            let tooLong = try await service.send(
                "GET", path + "/m/stream", headers: ["Last-Event-ID": long])
            #expect(tooLong.status == 400 && tooLong.field == "Last-Event-ID")
            let head = try await service.send("HEAD", path + "/m/stream")
            #expect(head.status == 200 && head.headers["content-length"] == nil)
            #expect(head.headers["content-type"] == "text/event-stream; charset=utf-8")
        }
    }

    @Test func idleStreamsPing() async throws {
        try await TestService.run(["limits.ping_seconds": "1"]) { service in
            let path = "/api/v1/sessions/s/messages"
            _ = try await service.send("POST", path, ["message_id": "m", "is_complete": false])
            var (_, events) = try await service.events(path + "/m/stream")
            #expect(try await events.next()?.name == "MESSAGE_START")
            #expect(try await events.next(withPings: true)?.name == "PING")
        }
    }

    @Test func aStreamEndsWhenItsMessageIsRemoved() async throws {
        try await TestService.run(["limits.ping_seconds": "1"]) { service in
            let path = "/api/v1/sessions/s"
            _ = try await service.send(
                "POST", path + "/messages", ["message_id": "m", "is_complete": false])
            var (_, events) = try await service.events(path + "/messages/m/stream")
            #expect(try await events.next()?.name == "MESSAGE_START")
            #expect(try await service.send("DELETE", path).status == 204)
            while try await events.next() != nil {}
        }
    }

    @Test func tasksAreDone() async throws {
        try await TestService.run(["planner.pause_milliseconds": "0"]) { service in
            let path = "/api/v1/sessions/s"
            let started = try await service.send(
                "POST", path + "/tasks",
                [
                    "task_description": "Look up. Go home.", "workflow": "planner",
                    "max_iterations": 5,
                ])
            #expect(started.status == 202 && started.json["workflow"] == "planner")
            let id = started.json["message_id"]?.stringValue ?? ""
            var (_, events) = try await service.events(path + "/messages/\(id)/stream")
            var names: [String] = []
            while let event = try await events.next() {
                try Contract.check(event: event, ofRoute: MessageRoutes.stream)
                names.append(event.name)
            }
            #expect(names.first == "MESSAGE_START" && names.last == "MESSAGE_END")
            #expect(names.count { $0 == "TASK_STARTED" } == 3)
            let message = try await service.send("GET", path + "/messages/\(id)")
            #expect(message.json["text"] == "1. Look up\n2. Go home\n")
            for (body, field) in [
                ([:], "task_description"), (["task_description": ""], "task_description"),
                (["task_description": "a", "workflow": "magic"], "workflow"),
                (["task_description": "a", "max_iterations": 0], "max_iterations"),
            ] as [(JSONValue, String)] {
                let reply = try await service.send("POST", path + "/tasks", body)
                #expect(reply.status == 400 && reply.field == field)
            }
        }
    }

    /// Subscribers of a message share one connection that waits on the server.
    @Test func subscribersShareAReader() async throws {
        try await TestService.run { service in
            let path = "/api/v1/sessions/s/messages"
            _ = try await service.send(
                "POST", path, ["message_id": "m", "text": "a", "is_complete": false])
            var readers: [EventReader] = []
            for _ in 0..<50 {
                var (_, events) = try await service.events(path + "/m/stream")
                #expect(try await events.next()?.name == "MESSAGE_START")
                #expect(try await events.next()?.name == "TEXT_DELTA")
                readers.append(events)
            }
            let clients = try await service.layers.client.send("CLIENT", "LIST").text ?? ""
            let waiting = clients.split(separator: "\n").count { $0.contains("cmd=xread ") }
            #expect(waiting <= 1)
            for number in 0..<20 {
                _ = try await service.send(
                    "POST", path + "/m/text", ["delta": .string("\(number) ")])
            }
            _ = try await service.send("POST", path + "/m/complete")
            for var events in readers {
                var text = ""
                while let event = try await events.next() {
                    text += event.json["payload"]?["delta"]?.stringValue ?? ""
                }
                #expect(text == (0..<20).map { "\($0) " }.joined())
            }
        }
    }
}
