import MartletEngine
import Synchronization
import Testing

@Suite struct EngineWaitingTests {
    private static func made() -> SmallEngine { SmallEngine(BlockingSpecs.all) }

    @Test func anotherClientWaits() throws {
        var engine = Self.made()
        let waiter = try engine.waiter("bpop k 0")
        #expect(waiter != engine.client("a"))
        #expect(engine.run("push k 2") == "+OK|")
        var reply = ReplyWriter()
        #expect(engine.engine.takeWait(of: waiter, reply: &reply) == .replied)
        #expect(String(copying: reply.buffer.span) == "$1\r\nk\r\n")
        #expect(engine.engine.call.clients.count == 1)
        #expect(throws: NoWait.self) { try engine.waiter("bpop k 0") }
    }

    @Test func callerIsWokenOnce() throws {
        var engine = Self.made()
        let waiter = try engine.waiter("bpop k 0")
        let count = Counter()
        engine.engine.notifyEndOfWait(of: waiter) { count.add() }
        #expect(count.value == 0)
        _ = engine.run("push k 1")
        #expect(count.value == 1)
        engine.engine.notifyEndOfWait(of: waiter) { count.add() }
        #expect(count.value == 2)
    }

    @Test func cancelledWaitTakesNothing() throws {
        var engine = Self.made()
        let waiter = try engine.waiter("bpop k 0")
        engine.engine.cancelWait(of: waiter)
        #expect(engine.run("push k 1", "del k") == "+OK|:1|")
        var reply = ReplyWriter()
        #expect(engine.engine.takeWait(of: waiter, reply: &reply) == .closed)
        #expect(reply.count == 0)
    }

    @Test func replyThatIsThereOutlivesCancelling() throws {
        var engine = Self.made()
        let waiter = try engine.waiter("bpop k 0")
        _ = engine.run("push k 1")
        engine.engine.cancelWait(of: waiter)
        var reply = ReplyWriter()
        #expect(engine.engine.takeWait(of: waiter, reply: &reply) == .replied)
    }

    @Test func waitsEndWithTheirOwner() throws {
        var engine = Self.made()
        let waiter = try engine.waiter("bpop k 0")
        let count = Counter()
        engine.engine.notifyEndOfWait(of: waiter) { count.add() }
        engine.engine.disconnect(engine.client("a"))
        #expect(count.value == 1)
        var reply = ReplyWriter()
        #expect(engine.engine.takeWait(of: waiter, reply: &reply) == .closed)
    }

    @Test func timeLeftIsTold() throws {
        var engine = Self.made()
        let timed = try engine.waiter("bpop k 2")
        let endless = try engine.waiter("bpop k 0")
        engine.clock.advance(byMicroseconds: 500_000)
        #expect(engine.engine.microsecondsLeft(of: timed) == 1_500_000)
        #expect(engine.engine.microsecondsLeft(of: endless) == nil)
    }
}

/// The command did not block.
private struct NoWait: Error {}

/// Counts calls from anywhere.
private final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .relaxed) }

    func add() {
        count.add(1, ordering: .relaxed)
    }
}

extension SmallEngine {
    /// Runs a command that should block; returns the client that waits.
    fileprivate mutating func waiter(_ line: String) throws -> ClientHandle {
        var list = ArgumentList()
        for word in line.split(separator: " ") { list.append(word.utf8.span) }
        var reply = ReplyWriter()
        let outcome = engine.executeBlocking(&list, for: client("a"), reply: &reply)
        engine.call.blocked.checkInvariants()
        guard case .waits(let handle) = outcome else { throw NoWait() }
        return handle
    }
}
