import MartletClient

/// What a stream has behind an id, and what there is to say of it: all as it was at one time.
struct StreamPage: Sendable {
    /// The events behind the id, the oldest first.
    var events: [StreamEvent]
    /// Where the next page begins.
    var last: EventID
    /// Whether there is more.
    var isFull: Bool
    /// Whether nothing will come any longer: the message is complete or gone.
    var isOver: Bool
}

extension SnapshotStore {
    /// How many entries are read at once.
    static let pageLength = 256

    /// Reads the events behind an id; nil begins behind the last. If some of those between aren't kept
    /// any longer, the message as a whole comes instead of all.
    ///
    /// - Throws: `RedisError`; ``MessagesError`` if the message can't be read.
    func page(_ place: MessagePlace, after start: EventID?) async throws -> StreamPage {
        let stream = streamKey(place)
        let range = "(" + (start ?? .zero).description
        let replies = try await client.transaction([
            RedisCommand("XRANGE", stream, "-", "+", "COUNT", 1),
            RedisCommand("XREVRANGE", stream, "+", "-", "COUNT", 1),
            RedisCommand("XRANGE", stream, range, "+", "COUNT", Self.pageLength),
            .hmget(messageKey(place), ["message_id", "is_complete"]),
        ])
        guard replies.count == 4 else {
            throw MessagesError.unreadable(stream, "was read in part")
        }
        let first = try RedisStreamEntry.all(in: replies[0]).first
        let last = try RedisStreamEntry.all(in: replies[1]).first
        let fields = try replies[3].get().elements ?? []
        let isGone = fields.first?.isNull ?? true
        let isOver = isGone || fields.last?.text == "1"
        let end = last.flatMap { EventID($0.id) } ?? .zero
        guard let start else {
            return StreamPage(events: [], last: end, isFull: false, isOver: isOver)
        }
        if !isGone, isGap(after: start, first: first, end: end) {
            return try await wholePage(place)
        }
        let entries = try RedisStreamEntry.all(in: replies[2])
        return StreamPage(
            events: entries.compactMap(StreamEvent.init),
            last: entries.last.flatMap { EventID($0.id) } ?? start,
            isFull: entries.count == Self.pageLength, isOver: isOver)
    }

    /// Returns whether a subscriber missed what isn't kept any longer: it stopped before the first entry
    /// that there is, which isn't the message's first, or behind the last, since the stream was begun
    /// anew.
    private func isGap(
        after start: EventID, first: RedisStreamEntry?, end: EventID
    ) -> Bool {
        guard let first, let firstID = EventID(first.id) else { return true }
        if start > end { return true }
        return start < firstID && first["sequence"] != "1"
    }

    /// Reads the message as a whole.
    private func wholePage(_ place: MessagePlace) async throws -> StreamPage {
        let key = messageKey(place)
        let replies = try await client.transaction([
            .hgetAll(key), RedisCommand("XREVRANGE", streamKey(place), "+", "-", "COUNT", 1),
        ])
        guard replies.count == 2, let snapshot = try MessageSnapshot(key, reply: replies[0]) else {
            return StreamPage(events: [], last: .zero, isFull: false, isOver: true)
        }
        let last = try RedisStreamEntry.all(in: replies[1]).first
        let end = last.flatMap { EventID($0.id) } ?? .zero
        var events: [StreamEvent] = [.snapshot(snapshot, at: end)]
        // The end is told to everyone, although the snapshot says it.
        if let event = last.flatMap(StreamEvent.init), event.type == .messageEnd {
            events.append(event)
        }
        return StreamPage(
            events: events, last: end, isFull: false, isOver: snapshot.isComplete)
    }
}
