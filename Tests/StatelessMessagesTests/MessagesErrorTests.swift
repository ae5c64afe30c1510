import MartletClient
import StatelessMessages
import Testing

@Suite struct MessagesErrorTests {
    /// Keys of such a session would be those of another: the sorted set of its messages, or the stream of a
    /// message.
    @Test(arguments: [
        "a:messages", "a:message", "a:message:b", ":message:", "a:message:\u{301}b", ":messages",
    ])
    func ambiguousSessionsAreRefused(id: String) async throws {
        let manager = Instance(try MemoryClient()).manager
        #expect(await code { try await manager.createSession(id) } == .badArgument)
        #expect(await code { try await manager.getOrCreateMessage("m", in: id) } == .badArgument)
        #expect(await code { try await manager.createMessage("m", in: id) } == .badArgument)
        #expect(await code { try manager.subscribe(to: "m", in: id) } == .badArgument)
        #expect(await code { try await manager.sessionMessages(id) } == .badArgument)
        #expect(try await manager.client.send("DBSIZE").intValue == 0)
    }

    @Test func wrongArgumentsAreNamed() async throws {
        let manager = Instance(try MemoryClient()).manager
        func argument(_ operation: () async throws -> Void) async -> String? {
            do { try await operation() } catch { return (error as? MessagesError)?.argument }
            return nil
        }
        #expect(await argument { _ = try await manager.message("") } == "message_id")
        #expect(
            await argument { _ = try await manager.getOrCreateMessage("m", in: "") }
                == "session_id")
        #expect(
            await argument { _ = try await manager.sessionMessages("s", limit: 0) } == "limit")
        #expect(
            await argument { _ = try await manager.sessionMessages("s", offset: -1) } == "offset")
        #expect(
            await argument { _ = try manager.subscribe(to: "m", in: "s", after: "x") }
                == "last_id")
        #expect(
            await argument { try await manager.cleanUpOldMessages(in: "s", keepDays: .nan) }
                == "keep_days")
    }
}
