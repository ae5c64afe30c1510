import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import StatelessMessages

/// Messages, on every server.
@Suite struct MessagesTests {
    private static let targets = ClientTarget.allCases

    @Test(arguments: targets) func messagesAreWritten(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m:1", role: .user)
            try await message.appendText("Grüße, ")
            instance.clock.advance(by: .seconds(1))
            try await message.appendText("")
            try await message.appendText("世界")
            try await message.complete()
            let fields = try await instance.fields("m:1")
            #expect(
                fields == [
                    "message_id": instance.own("m:1"), "session_id": instance.session,
                    "role": "USER",
                    "text": "Grüße, 世界", "content_blocks": "[]", "tasks": "{}",
                    "sequence": "4", "is_complete": "1",
                    "created_at": "2023-11-14T22:13:20+00:00",
                    "updated_at": "2023-11-14T22:13:21+00:00",
                ])
            let entries = try await instance.entries("m:1")
            #expect(
                entries.map { $0["event_type"] } == [
                    "MESSAGE_START", "TEXT_DELTA", "TEXT_DELTA", "MESSAGE_END",
                ])
            #expect(entries.map { $0["sequence"] } == ["1", "2", "3", "4"])
            #expect(
                entries[1].fields.map(\.name) == [
                    "event_type", "message_id", "session_id", "sequence", "payload", "timestamp",
                ])
            #expect(entries[1]["payload"] == #"{"delta": "Gr\u00fc\u00dfe, "}"#)
            #expect(entries[0]["payload"] == #"{"role": "USER"}"#)
            #expect(entries[1]["message_id"] == instance.own("m:1"))
            let loaded = try await instance.another().loaded("m:1")
            #expect(loaded?.snapshot == message.snapshot)
            #expect(loaded?.isComplete == true)
            #expect(try await instance.loaded("m:2") == nil)
        }
    }

    @Test(arguments: targets) func keysExpireAndTheIndexHasScores(target: ClientTarget) async throws
    {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            let keys = instance.manager.keys
            for key in [
                instance.key("m"), instance.streamKey("m"),
            ] {
                #expect(try await instance.client.ttl(key).isAbout(86_400))
                try await instance.client.expire(key, in: .seconds(50))
            }
            try await message.appendText("a")
            for key in [
                instance.key("m"), instance.streamKey("m"),
            ] {
                #expect(try await instance.client.ttl(key).isAbout(86_400))
            }
            let index = try await instance.client.zrange(keys.index(instance.session))
            #expect(index.map(\.score) == [1_700_000_000])
        }
    }

    /// The original wrote the whole snapshot of its own memory: of two who appended, one lost.
    @Test(arguments: targets) func noAppendIsLost(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            _ = try await instance.message("m")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        let message = try await instance.another().message("m")
                        for number in 0..<15 {
                            try await message.appendText("<\(writer).\(number)>")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let text = try await instance.fields("m")["text"] ?? ""
            for writer in 0..<8 {
                let own = text.split(separator: "<").filter { $0.hasPrefix("\(writer).") }
                #expect(own == (0..<15).map { "\(writer).\($0)>" })
            }
            let entries = try await instance.entries("m")
            // Sequences were in the memory of the instances, and came twice.
            #expect(entries.map { $0["sequence"] } == (1...121).map { String($0) })
            // Events and snapshot say the same.
            let deltas = entries.dropFirst().compactMap { entry in
                try? JSONValue(parsing: entry["payload"] ?? "")["delta"]?.stringValue
            }
            #expect(deltas.joined() == text)
        }
    }

    /// Whoever appends while others do learns of their texts.
    @Test(arguments: targets) func snapshotsFollow(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let (a, b) = (
                try await instance.message("m"), try await instance.another().message("m")
            )
            try await a.appendText("a")
            try await b.appendText("b")
            #expect(a.text == "a")
            #expect(b.text == "ab")
            try await a.addContent(.text("c"))
            #expect(a.text == "ab")
            #expect(a.snapshot.sequence == 4)
            try await b.complete()
            #expect(b.contentBlocks == a.contentBlocks)
        }
    }

    /// The original let both begin the message.
    @Test(arguments: targets) func ofManyStartsOneCounts(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask { _ = try await instance.another().message("m") }
                }
                try await group.waitForAll()
            }
            #expect(try await instance.types("m") == ["MESSAGE_START"])
            let message = try await instance.message("m", role: .user)
            #expect(message.snapshot.role == .assistant)
        }
    }

    @Test(arguments: targets) func completeMessagesStay(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let (message, late) = (
                try await instance.message("m"), try await instance.message("m")
            )
            try await message.startTask("t", type: "x")
            try await message.complete()
            try await message.complete()
            try await late.complete()
            #expect(late.snapshot == message.snapshot)
            #expect(await code { try await late.appendText("a") } == .messageComplete)
            #expect(await code { try await late.addContent(.text("a")) } == .messageComplete)
            #expect(await code { try await late.updateTask("t", .failed) } == .messageComplete)
            #expect(await code { try await late.publish(.error) } == .messageComplete)
            #expect(
                try await instance.types("m") == ["MESSAGE_START", "TASK_STARTED", "MESSAGE_END"])
        }
    }

    /// A message that expired isn't brought back in part by whoever still has it.
    @Test(arguments: targets) func goneMessagesStayAway(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            try await instance.client.del(instance.key("m"))
            #expect(await code { try await message.appendText("a") } == .messageMissing)
            #expect(await code { try await message.complete() } == .messageMissing)
            #expect(await code { try await message.addContent(.text("a")) } == .messageMissing)
            #expect(await code { try await message.reload() } == .messageMissing)
            #expect(try await !instance.client.exists(instance.key("m")))
            // Begun anew, it has no events of its former life.
            for _ in 0..<2 { instance.clock.advance(by: .seconds(1)) }
            let new = try await instance.message("m")
            #expect(try await instance.types("m") == ["MESSAGE_START"])
            #expect(try await message.reload() == new.snapshot)
            #expect(message.snapshot == new.snapshot)
        }
    }

    @Test(arguments: targets) func errorsArePublished(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            let id = try await message.publish(.error, ["reason": "no answer"])
            let entry = try #require(try await instance.entries("m").last)
            #expect(entry.id == id)
            #expect(entry["payload"] == #"{"reason": "no answer"}"#)
            #expect(entry["sequence"] == "2")
            #expect(message.snapshot.sequence == 2)
        }
    }

    @Test(arguments: targets) func messagesBelongToOneSession(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            _ = try await instance.message("m")
            let (id, manager) = (instance.own("m"), instance.manager)
            let other = unique("s")
            #expect(
                await code { try await manager.getOrCreateMessage(id, in: other) } == .otherSession)
            #expect(try await instance.loaded("m")?.sessionID == instance.session)
        }
    }

    /// Ids are never taken apart, so that they may have any signs.
    @Test(arguments: targets) func idsMayHaveAnySigns(target: ClientTarget) async throws {
        try await target.withClient { test async throws in
            for sign in [":", ":messages:", "message:", "{", "}", "{}", "%7D", "*", " \n", "é"] {
                let instance = Instance(test.client, session: unique("s") + sign)
                let id = unique("m") + sign
                let message = try await instance.message(id)
                try await message.appendText(sign)
                let large = ContentBlock.text(String(repeating: sign, count: 10_001))
                try await message.addContent(large)
                let loaded = try #require(try await instance.loaded(id))
                #expect(loaded.text == sign)
                #expect(try await loaded.contentBlock(large.id) == large)
                #expect(
                    try await instance.manager.sessionMessages(instance.session)
                        == [loaded.snapshot])
                try await message.complete()
                #expect(try await instance.events(id).count == 4)
                #expect(try await instance.manager.deleteSession(instance.session))
                #expect(try await instance.loaded(id) == nil)
            }
        }
    }
}
