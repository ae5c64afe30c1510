import MartletClient
import StatelessMessages
import Testing

@Suite struct MessagesErrorTests {
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
