import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import StatelessMessages

/// Messages that are made with what they have.
@Suite struct CreationTests {
    private static let targets = ClientTarget.allCases

    /// Those who came at once both added their text to one message.
    @Test(arguments: targets) func ofManyOneMakesAMessage(target: ClientTarget) async throws {
        try await target.withInstance { instance in
            for round in 0..<10 {
                let id = instance.own("m\(round)")
                let outcomes = await withTaskGroup(of: (Int, MessagesError.Code?).self) { group in
                    for number in 0..<8 {
                        group.addTask {
                            let manager = instance.another().manager
                            let code = await code {
                                try await manager.createMessage(
                                    id, in: instance.session, text: "\(number)")
                            }
                            return (number, code)
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                let winners = outcomes.filter { $0.1 == nil }
                #expect(winners.count == 1)
                #expect(outcomes.count { $0.1 == .messageExists } == 7)
                let message = try await instance.loaded(id)
                #expect(message?.text == "\(winners.first?.0 ?? -1)")
                #expect(try await instance.types(id) == ["MESSAGE_START", "TEXT_DELTA"])
            }
        }
    }

    @Test(arguments: targets) func allIsThereFromTheBeginning(target: ClientTarget) async throws {
        try await target.withInstance { instance in
            let large = ContentBlock(.text, String(repeating: "家", count: 10_001), id: "large")
            let message = try await instance.manager.createMessage(
                instance.own("m"), in: instance.session, role: .user, text: "\u{0}\"é",
                content: [.markdown("a"), large], isComplete: true)
            let loaded = try #require(try await instance.loaded("m"))
            #expect(loaded.snapshot.json == message.snapshot.json)
            #expect(loaded.text == "\u{0}\"é" && loaded.isComplete)
            #expect(loaded.snapshot.role == .user && loaded.snapshot.sequence == 5)
            #expect(loaded.contentBlocks.map(\.isReference) == [false, true])
            #expect(try await loaded.contentBlock("large").data == large.data)
            let events = try await instance.events("m")
            #expect(
                events.map(\.type) == [
                    .messageStart, .textDelta, .contentAdded, .contentAdded, .messageEnd,
                ])
            #expect(events.map(\.sequence) == Array(1...5))
            #expect(events[1].payload["delta"] == "\u{0}\"é")
        }
    }

    @Test func whatIsWrongIsRefused() async throws {
        let manager = Instance(try MemoryClient()).manager
        #expect(await code { try await manager.createMessage("", in: "s") } == .badArgument)
        #expect(await code { try await manager.createMessage("m", in: "") } == .badArgument)
        let block = ContentBlock.markdown("a")
        for content in [[block, block], [ContentBlock(.text, "a", id: "")]] {
            #expect(
                await code { try await manager.createMessage("m", in: "s", content: content) }
                    == .badArgument)
        }
        #expect(try await manager.message("m") == nil)
        _ = try await manager.createSession("s")
        _ = try await manager.closeSession("s")
        #expect(await code { try await manager.createMessage("m", in: "s") } == .sessionClosed)
    }
}
