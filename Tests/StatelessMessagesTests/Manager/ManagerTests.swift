import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import StatelessMessages

/// Lists of messages, and what cleans them up, on every server.
@Suite struct ManagerTests {
    @Test(arguments: ClientTarget.allCases)
    func messagesAreListed(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let manager = instance.manager
            for number in 0..<60 {
                _ = try await instance.message("m\(number)")
                instance.clock.advance(by: .milliseconds(1))
            }
            let first = try await manager.sessionMessages(instance.session)
            #expect(first.map(\.messageID) == (0..<50).map { instance.own("m\($0)") })
            let rest = try await manager.sessionMessages(instance.session, limit: 20, offset: 50)
            #expect(rest.map(\.messageID) == (50..<60).map { instance.own("m\($0)") })
            #expect(try await manager.sessionMessages(instance.session, offset: 60) == [])
        }
    }

    /// The index has no end of its own, and kept the ids of messages that had expired.
    @Test(arguments: ClientTarget.allCases)
    func expiredMessagesAreTakenOff(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let manager = instance.manager
            for number in 0..<10 {
                _ = try await instance.message("m\(number)")
                instance.clock.advance(by: .milliseconds(1))
            }
            for number in [0, 1, 2, 3, 9] {
                try await instance.client.del(
                    instance.key("m\(number)"))
            }
            let page = try await manager.sessionMessages(instance.session, limit: 3)
            #expect(page.map(\.messageID) == ["m4", "m5", "m6"].map(instance.own))
            #expect(try await instance.client.zcard(manager.keys.index(instance.session)) == 5)
        }
    }

    @Test(arguments: ClientTarget.allCases)
    func oldMessagesAreRemoved(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let manager = instance.manager
            let old = try await instance.message("old")
            let large = ContentBlock.text(String(repeating: "a", count: 10_001))
            try await old.addContent(large)
            _ = try await instance.message("gone")
            try await instance.client.del(instance.key("gone"))
            instance.clock.advance(by: .seconds(7 * 86_400))
            _ = try await instance.message("new")
            #expect(try await manager.cleanUpOldMessages(in: instance.session, keepDays: 8) == 0)
            #expect(try await manager.cleanUpOldMessages(in: instance.session) == 2)
            #expect(try await manager.cleanUpOldMessages(in: instance.session) == 0)
            let left = try await manager.sessionMessages(instance.session)
            #expect(left.map(\.messageID) == [instance.own("new")])
            let keys = manager.keys
            for key in [
                instance.key("old"), instance.streamKey("old"),
                instance.streamKey("gone"),
                keys.content(large.id, in: instance.session),
            ] {
                #expect(try await !instance.client.exists(key))
            }
            #expect(try await instance.loaded("old") == nil)
        }
    }

    @Test(arguments: ClientTarget.allCases)
    func timesToLiveCanBeChosen(target: ClientTarget) async throws {
        var options = MessageOptions()
        options.messageTTL = .seconds(864_000)
        options.contentTTL = .seconds(900_000)
        options.largestInlineContent = 3
        try await target.withInstance(options: options) { instance async throws in
            let message = try await instance.message("m")
            let block = ContentBlock.text("abcd")
            try await message.addContent(block)
            let keys = instance.manager.keys
            let ttl = try await instance.client.ttl(instance.key("m"))
            #expect(ttl.isAbout(864_000))
            let content = keys.content(block.id, in: instance.session)
            #expect(try await instance.client.ttl(content).isAbout(900_000))
            // Contents live on with the message that has them.
            try await instance.client.expire(content, in: .seconds(50))
            try await message.addContent(.text("b"))
            #expect(try await instance.client.ttl(content).isAbout(900_000))
        }
    }
}
