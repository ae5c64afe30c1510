import LayerSupport
import MartletClient
import MartletRESP

/// What runs the layer's commands: the client, where the keys are, and how the layer behaves.
struct SnapshotStore: Sendable {
    let client: any RedisClient
    let keys: MessageKeyScheme
    let options: MessageOptions
    let clock: any LayerClock

    init(_ client: any RedisClient, _ options: MessageOptions, _ clock: any LayerClock) {
        self.client = client
        self.options = options
        self.clock = clock
        keys = MessageKeyScheme(isClustered: client.isClustered)
    }

    /// The time as the layer writes it: ISO 8601, in UTC.
    var now: String {
        ISOTime.text(microsecondsSince1970: clock.microsecondsSince1970) + "+00:00"
    }

    /// How many milliseconds messages and their streams live.
    var messageTTL: Int { max(1, options.messageTTL.wholeMilliseconds) }

    /// How many milliseconds large contents live.
    var contentTTL: Int { max(1, options.contentTTL.wholeMilliseconds) }

    func messageKey(_ place: MessagePlace) -> String {
        keys.message(place.messageID, in: place.sessionID)
    }

    func streamKey(_ place: MessagePlace) -> String {
        keys.stream(place.messageID, in: place.sessionID)
    }

    func contentKey(_ contentID: String, _ place: MessagePlace) -> String {
        keys.content(contentID, in: place.sessionID)
    }

    /// Returns a message; nil if there is none.
    func load(_ place: MessagePlace) async throws -> MessageSnapshot? {
        let key = messageKey(place)
        let snapshot = try MessageSnapshot(key, reply: try await client.send(.hgetAll(key)))
        if let snapshot { try check(snapshot, place) }
        return snapshot
    }

    /// Makes a message that begins with some changes, or loads it if there is one; returns whether it is
    /// new.
    func loadOrCreate(
        _ place: MessagePlace, _ role: MessageRole,
        _ changes: (MessageSnapshot) -> [MessageChange] = { _ in [] }
    ) async throws -> (snapshot: MessageSnapshot, isNew: Bool) {
        try await claimRoute(place)
        let beginning = MessageSnapshot(place, role, at: now)
        let changes = changes(beginning)
        let snapshot = changes.reduce(beginning) { snapshot, change in
            snapshot.applying(
                change, sequence: snapshot.sequence + 1, at: beginning.createdAt)
        }
        let start = MessageChange(.messageStart, ["role": .string(role.rawValue)])
        let events = ([start] + changes).map(\.eventJSON)
        let contents = changes.compactMap(\.largeContent)
        let keys =
            [
                messageKey(place), streamKey(place), self.keys.index(place.sessionID),
                self.keys.session(place.sessionID),
            ] + contents.map { contentKey($0.id, place) }
        var arguments: [any RedisArgument] = [
            place.messageID, place.sessionID, snapshot.createdAt, messageTTL,
            options.streamLength, clock.secondsSince1970, contentTTL,
            JSONValue.array(events).pythonText,
            JSONValue.array(
                contents.map { content in
                    .array(content.fields(of: place, at: snapshot.createdAt).map { .string($0) })
                }
            ).pythonText,
        ]
        arguments += snapshot.fields
        let reply = try await client.run(MessageScripts.create, keys: keys, arguments: arguments)
        if let number = reply.intValue {
            guard number == 0 else { throw MessagesError.contentExists(contents[number - 1].id) }
            throw MessagesError(.sessionClosed, "the session '\(place.sessionID)' is closed")
        }
        guard let old = try MessageSnapshot(keys[0], reply: reply) else { return (snapshot, true) }
        try check(old, place)
        return (old, false)
    }

    private func check(_ snapshot: MessageSnapshot, _ place: MessagePlace) throws {
        guard snapshot.sessionID == place.sessionID else {
            throw MessagesError(
                .otherSession,
                "the message '\(place.messageID)' isn't of the session '\(place.sessionID)'")
        }
    }
}

/// The way from a message's id to its session, in a cluster.
extension SnapshotStore {
    /// Notes the session of a message.
    ///
    /// - Throws: ``MessagesError`` if the message has another; `RedisError`.
    private func claimRoute(_ place: MessagePlace) async throws {
        guard let key = keys.route(place.messageID) else { return }
        try await client.set(
            key, place.sessionID, expiry: .milliseconds(routeTTL), condition: .absent)
        let owner = try await renewedRoute(key)
        guard owner == place.sessionID else {
            throw MessagesError(
                .otherSession,
                "the message '\(place.messageID)' isn't of the session '\(place.sessionID)'")
        }
    }

    /// Twice as long as a message lives, since a change of a message can't renew it in its own step.
    private var routeTTL: Int { messageTTL * 2 }

    private func renewedRoute(_ key: String) async throws -> String? {
        try await client.send("GETEX", key, "PX", routeTTL).text
    }

    /// Lets the way to a message live on.
    func renewRoute(_ place: MessagePlace) async throws {
        guard let key = keys.route(place.messageID) else { return }
        _ = try await renewedRoute(key)
    }

    /// Returns a message of whatever session; nil if there is none.
    func load(messageID: String) async throws -> MessageSnapshot? {
        if let route = keys.route(messageID) {
            guard let sessionID = try await renewedRoute(route) else { return nil }
            return try await load(MessagePlace(messageID, in: sessionID))
        }
        let key = keys.message(messageID, in: "")
        return try MessageSnapshot(key, reply: try await client.send(.hgetAll(key)))
    }
}
