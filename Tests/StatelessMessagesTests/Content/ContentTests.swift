import ClientTestSupport
import LayerSupport
import MartletClient
import Testing

@testable import StatelessMessages

/// Blocks, on every server.
@Suite struct ContentTests {
    private static let blocks: [ContentBlock] = [
        .text("a"), .image(url: "https://e.org/a.png", caption: "Katze 🐈", width: 3, height: 4),
        .image([0, 255], caption: "two"), .binary(.audio, [1], mediaType: "audio/ogg"),
        .link(.video, url: "https://e.org/v"), .binary(.file, [], name: "e.bin"),
        .code("print(1)", language: "python"), .code("?"), .markdown("# a"), .html("<p>"),
        .json(["rows": [1, 2.5, nil]]), .thinking("hm"),
        ContentBlock(.image, .placeholder(taskID: "t")),
        ContentBlock(.text, .reference(characters: 10_001)),
    ]

    @Test func blocksAreReadAsWritten() throws {
        #expect(Set(Self.blocks.map(\.kind)) == Set(ContentKind.allCases))
        for block in Self.blocks {
            let text = JSONValue.object(block.json).pythonText
            #expect(text.utf8.allSatisfy { $0 < 0x80 })
            #expect(ContentBlock(try JSONValue(parsing: text)) == block)
        }
        #expect(ContentBlock(["content_id": "c", "content_type": "TEXT"]) == nil)
        #expect(ContentBlock(["content_id": "c", "content_type": "?", "data": ""]) == nil)
        #expect(ContentBlock.image([0, 255]).bytes == [0, 255])
    }

    @Test(arguments: ClientTarget.allCases) func blocksAreAdded(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            for block in Self.blocks.prefix(12) { try await message.addContent(block) }
            #expect(message.contentBlocks == Array(Self.blocks.prefix(12)))
            #expect(try await message.reload().contentBlocks == Array(Self.blocks.prefix(12)))
            let types = try await instance.types("m")
            #expect(types == ["MESSAGE_START"] + Array(repeating: "CONTENT_ADDED", count: 12))
            let first = Self.blocks[0]
            #expect(await code { try await message.addContent(first) } == .contentExists)
            let new = ContentBlock(.html, "<b>", id: first.id)
            try await message.updateContent(new)
            #expect(try await message.reload().contentBlocks.first == new)
            #expect(try await instance.types("m").last == "CONTENT_UPDATED")
            #expect(await code { try await message.updateContent(.text("x")) } == .contentMissing)
        }
    }

    /// Strictly more than 10,000 characters are kept apart, whatever they are in bytes.
    @Test(arguments: ClientTarget.allCases)
    func largeContentIsApart(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let message = try await instance.message("m")
            let small = ContentBlock.text(String(repeating: "é", count: 10_000))
            let large = ContentBlock.code(String(repeating: "é", count: 10_001), language: "c")
            try await message.addContent(small)
            try await message.addContent(large)
            let blocks = try await message.reload().contentBlocks
            #expect(blocks[0] == small)
            #expect(blocks[1].source == .reference(characters: 10_001))
            #expect(blocks[1].metadata == large.metadata)
            #expect(try await message.contentBlock(small.id) == small)
            #expect(try await message.contentBlock(large.id) == large)
            let payload = try await instance.entries("m").last?["payload"] ?? ""
            #expect(payload.count < 500)
            let key = instance.manager.keys.content(large.id, in: instance.session)
            let fields = try await instance.client.hgetAll(key)
            #expect(fields["content_type"] == "CODE")
            #expect(fields["session_id"] == instance.session)
            #expect(try await instance.client.ttl(key).isAbout(604_800))
            try await instance.client.del(key)
            #expect(await code { try await message.contentBlock(large.id) } == .contentMissing)
            #expect(await code { try await message.contentBlock("?") } == .contentMissing)
        }
    }

    /// Large contents are found by their ids alone, but none is written over another message's, or read by
    /// one.
    @Test(arguments: ClientTarget.allCases)
    func contentsBelongToOneMessage(target: ClientTarget) async throws {
        try await target.withInstance { instance async throws in
            let text = String(repeating: "x", count: 10_001)
            let block = ContentBlock(.code, text, id: unique("c"))
            let owner = try await instance.message("m")
            try await owner.addContent(block)

            let other = try await instance.message("n")
            let theirs = ContentBlock(.code, text + "y", id: block.id)
            #expect(await code { try await other.addContent(theirs) } == .contentExists)
            #expect(
                await code {
                    try await instance.manager.createMessage(
                        instance.own("o"), in: instance.session, content: [.text("a"), theirs])
                } == .contentExists)
            #expect(try await instance.loaded("o") == nil)
            #expect(await code { try await other.contentBlock(block.id) } == .contentMissing)
            #expect(try await other.reload().contentBlocks.isEmpty)
            #expect(try await instance.types("n") == ["MESSAGE_START"])

            #expect(try await owner.contentBlock(block.id) == block)
            try await owner.updateContent(theirs)
            #expect(try await owner.contentBlock(block.id) == theirs)
        }
    }

    /// What a program of a later version wrote is not lost by one that doesn't understand it.
    @Test func unknownBlocksStay() async throws {
        let instance = Instance(try MemoryClient())
        let message = try await instance.message("m")
        let odd = #"[{"content_id": "o", "content_type": "HOLOGRAM", "x": 1.50}]"#
        let key = instance.key("m")
        try await instance.client.hset(key, "content_blocks", odd)
        try await message.addContent(ContentBlock(.text, "a", id: "c"))
        #expect(
            try await instance.fields("m")["content_blocks"] == String(odd.dropLast())
                + #", {"content_id": "c", "content_type": "TEXT", "data": "a"}]"#)
        #expect(message.contentBlocks.map(\.id) == ["c"])
        try await instance.client.hset(key, "content_blocks", "nonsense")
        #expect(await code { try await message.addContent(.text("b")) } == .unreadable)
    }
}
