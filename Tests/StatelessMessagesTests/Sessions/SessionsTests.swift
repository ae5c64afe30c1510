import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import StatelessMessages

/// Sessions, on every server.
@Suite struct SessionsTests {
    @Test(arguments: ClientTarget.allCases)
    func sessionsAreKept(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let manager = instance.manager
            let id = instance.session
            #expect(try await manager.session(id) == nil)
            let record = try await manager.createSession(
                id, userID: "ada", metadata: ["topic": "Zahlen ½"])
            #expect(try await manager.session(id) == record)
            #expect(record.createdAt == "2023-11-14T22:13:20+00:00")
            #expect(await code { try await manager.createSession(id) } == .sessionExists)
            let fields = try await instance.client.hgetAll(manager.keys.session(id))
            #expect(fields["metadata"] == #"{"topic": "Zahlen \u00bd"}"#)
            #expect(fields["is_closed"] == "0")
            let other = try await manager.createSession()
            #expect(try await manager.session(other.id)?.userID == nil)
        }
    }

    @Test(arguments: ClientTarget.allCases)
    func closedSessionsTakeNoMessages(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let manager = instance.manager
            #expect(try await !manager.closeSession(instance.session))
            try await manager.createSession(instance.session)
            _ = try await instance.message("a")
            #expect(try await manager.closeSession(instance.session))
            #expect(try await manager.session(instance.session)?.isClosed == true)
            #expect(await code { try await instance.message("b") } == .sessionClosed)
            let old = try await instance.message("a")
            try await old.appendText("still")
        }
    }

    @Test(arguments: ClientTarget.allCases)
    func deletedSessionsLeaveNothing(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let manager = instance.manager
            try await manager.createSession(instance.session)
            for number in 0..<120 { _ = try await instance.message("m\(number)") }
            let message = try await instance.message("m1")
            try await message.addContent(.text(String(repeating: "a", count: 10_001)))
            #expect(try await manager.deleteSession(instance.session))
            #expect(try await !manager.deleteSession(instance.session))
            #expect(try await manager.sessionMessages(instance.session) == [])
            #expect(try await manager.session(instance.session) == nil)
            if !instance.client.isClustered { #expect(try await instance.client.dbSize() == 0) }
            #expect(try await instance.types("m1") == [])
        }
    }
}
