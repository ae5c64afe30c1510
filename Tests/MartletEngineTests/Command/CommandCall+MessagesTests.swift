@testable import MartletEngine
import Testing

@Suite struct CommandCallMessagesTests {
    private static let rows: [CommandSpec] = [
        .made("listen", categories: [.pubsub]) { arguments, call, reply in
            call.subscribe(to: arguments[1], .channel)
            call.confirm("subscribe", arguments[1], .channel, &reply)
        },
        .made("say") { arguments, call, reply in
            reply.integer(call.publish(arguments[2], to: arguments[1]))
        },
        .made("three", flags: [.noAuth]) { _, call, reply in
            call.client.version = .three
            reply.version = .three
            reply.ok()
        },
        .made("quiet", flags: [.noAuth]) { _, call, _ in call.client.replyMode = .off },
        .made("ping"), .made("get", flags: [.readOnly]),
    ]

    private func outgoing(_ name: String, of engine: inout SmallEngine) -> String {
        var reply = ReplyWriter()
        let handle = engine.client(name, peer: .stranger)
        let ending = engine.engine.takeOutgoing(for: handle, into: &reply)
        return String(copying: reply.buffer.span).replacing("\r\n", with: "|")
            + (ending == .atOnce ? "!" : "")
    }

    @Test func messagesComeInTheClientsProtocol() {
        var engine = SmallEngine(Self.rows)
        _ = engine.run("listen c", as: "two", peer: .stranger)
        _ = engine.run("three", "listen c", as: "three", peer: .stranger)
        #expect(engine.run("say c hi", peer: .stranger) == ":2|")
        #expect(outgoing("two", of: &engine) == "*3|$7|message|$1|c|$2|hi|")
        #expect(outgoing("three", of: &engine) == ">3|$7|message|$1|c|$2|hi|")
        #expect(outgoing("three", of: &engine) == "")
    }

    @Test func ownMessagesStandBetweenReplies() {
        var engine = SmallEngine(Self.rows)
        let replies = engine.run(
            "three", "listen c", "ping", "say c x", "ping", peer: .stranger)
        #expect(
            replies == "+OK|>3|$9|subscribe|$1|c|:1|+ping|>3|$7|message|$1|c|$1|x|:1|+ping|")
        #expect(outgoing("a", of: &engine) == "")
    }

    @Test func messagesAreNoReplies() {
        var engine = SmallEngine(Self.rows)
        let replies = engine.run(
            "three", "quiet", "listen c", "ping", "say c x", peer: .stranger)
        #expect(replies == "+OK|>3|$9|subscribe|$1|c|:1|>3|$7|message|$1|c|$1|x|")
    }

    @Test func theProgramTakesItsOwnMessagesLater() {
        var engine = SmallEngine(Self.rows)
        #expect(engine.run("listen c", as: "p") == "*3|$9|subscribe|$1|c|:1|")
        var reply = ReplyWriter()
        let handle = engine.client("p")
        #expect(engine.run("say c x", as: "b") == ":1|")
        _ = engine.engine.takeOutgoing(for: handle, into: &reply)
        #expect(String(copying: reply.buffer.span).hasSuffix("$1\r\nx\r\n"))
    }

    @Test func aSubscriberMayDoLittle() {
        var engine = SmallEngine(Self.rows)
        let replies = engine.run("listen c", "get k", "ping", peer: .stranger)
        #expect(replies.contains("-ERR Can't execute 'get': only (P|S)SUBSCRIBE"))
        #expect(replies.hasSuffix("+ping|"))
    }

    /// Who reads too slowly is closed, and what waits for it dropped.
    @Test func aSlowSubscriberIsClosed() {
        var settings = Settings()
        settings.clientOutputBufferLimits.pubsub.hard = 40
        var engine = SmallEngine(Self.rows, settings: settings)
        _ = engine.run("listen c", as: "s", peer: .stranger)
        #expect(engine.run("say c x", "say c x", "say c x", peer: .stranger) == ":1|:1|:1|")
        #expect(outgoing("s", of: &engine) == "!")
    }

    @Test func whoGoesIsSubscribedNoMore() {
        var engine = SmallEngine(Self.rows)
        _ = engine.run("listen c", as: "s", peer: .stranger)
        engine.engine.disconnect(engine.client("s", peer: .stranger))
        #expect(engine.run("say c x", peer: .stranger) == ":0|")
        engine.engine.call.subscriptions.checkInvariants()
    }
}
