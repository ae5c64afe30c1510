import LayerSupport
import MartletClient

/// Blocks.
extension Message {
    /// Adds a block. One with large data is kept apart, and the message has a reference to it.
    ///
    /// - Throws: ``MessagesError`` if the message is gone or complete, or has a block of that id, or
    ///   another message has a large one; `RedisError`.
    public func addContent(_ block: ContentBlock) async throws {
        try require(block.id, "content_id")
        let (kept, large) = store.separated(block)
        try await update { snapshot in
            guard !snapshot.contentBlocks.contains(where: { $0.id == block.id }) else {
                throw MessagesError.contentExists(block.id)
            }
            return (.adding(kept, large, to: snapshot.blockList), ())
        }
    }

    /// Puts a block in the place of the one with its id.
    ///
    /// - Throws: ``MessagesError`` if the message is gone or complete, or has no such block;
    ///   `RedisError`.
    public func updateContent(_ block: ContentBlock) async throws {
        let (kept, large) = store.separated(block)
        try await update { snapshot in
            var change = MessageChange(.contentUpdated, ["content": .object(kept.json)])
            var blocks = snapshot.blockList
            guard blocks.replace(block.id, by: kept) else {
                throw MessagesError.contentMissing(block.id)
            }
            change.blocks = blocks
            change.largeContent = large
            return (change, ())
        }
    }

    /// Returns a block with its data, which are loaded if they are kept apart.
    ///
    /// - Throws: ``MessagesError`` if there is no such block, or its data have expired; `RedisError`.
    public func contentBlock(_ contentID: String) async throws -> ContentBlock {
        let block = snapshot.contentBlocks.first { $0.id == contentID }
        if let block, !block.isReference { return block }
        let key = store.contentKey(contentID, place)
        let fields = (try await store.client.send(.hgetAll(key)).pairs ?? []).textFields
        // Except in a cluster, contents of all sessions are found by their ids alone.
        guard fields["message_id"] ?? id == id, let loaded = ContentBlock(fields: fields) else {
            throw MessagesError.contentMissing(contentID)
        }
        return loaded
    }
}

extension MessageChange {
    /// Makes the change that adds a block.
    static func adding(
        _ kept: ContentBlock, _ large: ContentBlock?, to blocks: BlockList
    ) -> MessageChange {
        var change = MessageChange(.contentAdded, ["content": .object(kept.json)])
        var blocks = blocks
        blocks.append(kept)
        change.blocks = blocks
        change.largeContent = large
        change.madeBlock = kept.id
        return change
    }
}

extension SnapshotStore {
    /// Returns a block as the message has it, and the block that is kept apart, if its data are large.
    func separated(_ block: ContentBlock) -> (kept: ContentBlock, large: ContentBlock?) {
        guard let count = block.data?.unicodeScalars.count, count > options.largestInlineContent
        else { return (block, nil) }
        return (block.reference(characters: count), block)
    }
}

extension MessagesError {
    static func contentExists(_ id: String) -> MessagesError {
        MessagesError(
            .contentExists, "there is a content '\(id)' already", argument: "content_id")
    }

    static func contentMissing(_ id: String) -> MessagesError {
        MessagesError(.contentMissing, "there is no content '\(id)'")
    }
}
