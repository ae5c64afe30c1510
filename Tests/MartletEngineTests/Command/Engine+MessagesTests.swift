import MartletEngine
import Synchronization
import Testing

@Suite struct EngineMessagesTests {
    private static let say = CommandSpec.made("say") { arguments, call, reply in
        reply.integer(call.publish(arguments[2], to: arguments[1]))
    }

    @Test func aListenerIsWokenAndTakesMessages() {
        var engine = SmallEngine([Self.say])
        let listener = engine.engine.connectListener(to: [Array("c".utf8)], .channel)
        let wakes = Mutex(0)
        engine.engine.notifyMessage(for: listener) { wakes.withLock { $0 += 1 } }
        #expect(wakes.withLock { $0 } == 0)
        var reply = ReplyWriter()
        let state1 = engine.engine.takeMessages(for: listener, into: &reply)
        #expect(state1 == .nothing)
        #expect(engine.run("say c x", "say c y") == ":1|:1|")
        #expect(wakes.withLock { $0 } == 1)
        engine.engine.notifyMessage(for: listener) { wakes.withLock { $0 += 1 } }
        #expect(wakes.withLock { $0 } == 2)
        let state2 = engine.engine.takeMessages(for: listener, into: &reply)
        #expect(state2 == .messages)
        #expect(String(copying: reply.buffer.span).hasPrefix(">3\r\n$7\r\nmessage"))
        engine.engine.disconnect(listener)
        let state3 = engine.engine.takeMessages(for: listener, into: &reply)
        #expect(state3 == .closed)
    }
}
