/// What a client is subscribed to.
package struct ClientSubscriptions {
    /// A channel, and the client's place in it.
    private struct Place {
        let channel: Channel
        let ticket: Int
    }

    private var channels: [ObjectIdentifier: Place] = [:]
    private var patterns: [ObjectIdentifier: Place] = [:]
    private var shards: [ObjectIdentifier: Place] = [:]

    /// Whether the client is subscribed to nothing.
    package var isEmpty: Bool { channels.isEmpty && patterns.isEmpty && shards.isEmpty }

    /// The number of subscriptions of a kind.
    package func count(of kind: SubscriptionKind) -> Int { places(of: kind).count }

    /// The number that a client is told when it subscribes or unsubscribes: channels and patterns
    /// are counted together, shard channels alone.
    package func countTold(of kind: SubscriptionKind) -> Int {
        kind == .shard ? shards.count : channels.count + patterns.count
    }

    /// The names of those of a kind, in the order in which the client subscribed.
    package func names(of kind: SubscriptionKind) -> [[UInt8]] {
        channels(of: kind).map(\.name)
    }

    /// The channels of a kind, in the order in which the client subscribed.
    func channels(of kind: SubscriptionKind) -> [Channel] {
        places(of: kind).values.sorted { a, b in a.ticket < b.ticket }.map(\.channel)
    }

    func contains(_ channel: Channel, _ kind: SubscriptionKind) -> Bool {
        ticket(of: channel, kind) != nil
    }

    func ticket(of channel: Channel, _ kind: SubscriptionKind) -> Int? {
        places(of: kind)[ObjectIdentifier(channel)]?.ticket
    }

    mutating func insert(_ channel: Channel, ticket: Int, _ kind: SubscriptionKind) {
        change(kind) { places in
            places[ObjectIdentifier(channel)] = Place(channel: channel, ticket: ticket)
        }
    }

    /// Ends a subscription; returns the place that the client had.
    mutating func remove(_ channel: Channel, _ kind: SubscriptionKind) -> Int? {
        var ticket: Int?
        change(kind) { places in
            ticket = places.removeValue(forKey: ObjectIdentifier(channel))?.ticket
        }
        return ticket
    }

    private func places(of kind: SubscriptionKind) -> [ObjectIdentifier: Place] {
        switch kind {
        case .channel: channels
        case .pattern: patterns
        case .shard: shards
        }
    }

    private mutating func change(
        _ kind: SubscriptionKind, _ body: (inout [ObjectIdentifier: Place]) -> Void
    ) {
        switch kind {
        case .channel: body(&channels)
        case .pattern: body(&patterns)
        case .shard: body(&shards)
        }
    }
}
