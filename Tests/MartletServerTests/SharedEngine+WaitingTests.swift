import MartletEngine
import Testing

@testable import MartletServer

@Suite struct SharedEngineWaitingTests {
    /// A command that waits for a list, and one that stores a string.
    private static let table: CommandTable = {
        let wait = CommandFacts(
            "wait", arity: 3, flags: [.blocking], categories: [], keySpecs: { [] },
            docs: { CommandDocs(since: "1.0.0", group: .generic) })
        return CommandTable([
            CommandSpec(
                wait, summary: "Is made for a test.",
                run: { (arguments, call, reply) throws(ReplyError) in
                    let timeout = try BlockingTimeout(seconds: arguments[2])
                    guard call.canBlock else { return reply.nullArray() }
                    call.block(arguments, on: 1..<2, until: .list, timeout: timeout)
                },
                serve: { _, _, _, reply in
                    reply.ok()
                    return true
                })
        ])
    }()

    private static func wait(
        _ engine: SharedEngine, seconds: String
    ) throws -> ClientHandle {
        let outcome = engine.executeBlocking(
            for: nil,
            { list in for word in ["wait", "k", seconds] { list.append(word.utf8.span) } },
            { _ in })
        guard case .waits(let client, needsHost: false) = outcome else { throw NoWait() }
        return client
    }

    private static func finish(
        _ engine: SharedEngine, _ client: ClientHandle
    ) -> (outcome: SharedEngine.Outcome, reply: String) {
        var text = ""
        let outcome = engine.finishWait(of: client) { reply in
            reply.forEachPiece { piece in text += String(copying: piece) }
        }
        return (outcome, text)
    }

    @Test func timePassesWithoutALoop() async throws {
        let engine = SharedEngine(table: Self.table)
        let client = try Self.wait(engine, seconds: "0.001")
        await engine.wait(for: client)
        let end = Self.finish(engine, client)
        #expect(end.outcome == .done && end.reply == "*-1\r\n")
    }

    @Test func manualClockEndsTheWait() async throws {
        let clock = ManualClock()
        let engine = SharedEngine(table: Self.table, clock: clock)
        let client = try Self.wait(engine, seconds: "3600")
        let task = Task { await engine.wait(for: client) }
        clock.advance(byMicroseconds: 3_600_000_000)
        engine.withEngine { engine in engine.tick() }
        await task.value
        #expect(Self.finish(engine, client).reply == "*-1\r\n")
    }

    @Test func cancelledTaskGivesTheWaitUp() async throws {
        let engine = SharedEngine(table: Self.table)
        let client = try Self.wait(engine, seconds: "0")
        let task = Task { await engine.wait(for: client) }
        task.cancel()
        await task.value
        #expect(Self.finish(engine, client).outcome == .closed)
    }

    @Test func stoppingEndsTheWait() async throws {
        let engine = SharedEngine(table: Self.table)
        let client = try Self.wait(engine, seconds: "0")
        let task = Task { await engine.wait(for: client) }
        engine.stop()
        await task.value
        #expect(Self.finish(engine, client).outcome == .stopped)
    }
}

/// The command did not block.
private struct NoWait: Error {}
