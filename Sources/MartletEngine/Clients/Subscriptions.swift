/// What a client can be subscribed to.
package enum SubscriptionKind: Sendable {
    case channel
    /// Every channel that a pattern matches.
    case pattern
    /// A channel of a world of its own, which patterns don't reach.
    case shard
}

/// Who is subscribed to what.
///
/// It knows nothing of messages. Subscribers stand in the order in which they subscribed, and so do
/// the patterns.
package struct Subscriptions: ~Copyable {
    private let seed: HashSeed
    private var channels = ChannelTable()
    private var patterns = ChannelTable()
    private var shards = ChannelTable()
    /// The patterns in the order in which they came up.
    private(set) var orderedPatterns: [Channel] = []
    private var lastTicket = 0

    init(seed: HashSeed) {
        self.seed = seed
    }

    /// Whether nobody is subscribed to a channel or a pattern.
    var isEmpty: Bool { channels.count == 0 && patterns.count == 0 }

    /// The number of channels, patterns or shard channels that have subscribers.
    package func count(of kind: SubscriptionKind) -> Int { table(of: kind).count }

    /// The names of those that have subscribers, in the order in which they came up.
    package func names(of kind: SubscriptionKind) -> [[UInt8]] {
        table(of: kind).ordered.map(\.name)
    }

    /// The number of those who are subscribed to a channel.
    package func subscriberCount(of name: Span<UInt8>, _ kind: SubscriptionKind) -> Int {
        find(name, kind)?.members.count ?? 0
    }

    /// Returns the channel of this name, if it has subscribers.
    func find(_ name: Span<UInt8>, _ kind: SubscriptionKind) -> Channel? {
        table(of: kind).find(name, hash: seed.hash(name))
    }

    private func table(of kind: SubscriptionKind) -> ChannelTable {
        switch kind {
        case .channel: channels
        case .pattern: patterns
        case .shard: shards
        }
    }

    private mutating func change(_ kind: SubscriptionKind, _ body: (inout ChannelTable) -> Void) {
        switch kind {
        case .channel: body(&channels)
        case .pattern: body(&patterns)
        case .shard: body(&shards)
        }
    }
}

// MARK: - Coming and going

extension Subscriptions {
    /// Subscribes a client, unless it is already.
    mutating func insert(_ client: Client, _ name: Span<UInt8>, _ kind: SubscriptionKind) {
        let channel = find(name, kind) ?? makeChannel(name, kind)
        guard !client.subscriptions.contains(channel, kind) else { return }
        lastTicket += 1
        channel.append(client, ticket: lastTicket)
        client.subscriptions.insert(channel, ticket: lastTicket, kind)
        client.didChangeListening()
    }

    /// Ends a client's subscription, if there is one.
    mutating func remove(_ client: Client, _ name: Span<UInt8>, _ kind: SubscriptionKind) {
        guard let channel = find(name, kind) else { return }
        remove(client, channel, kind)
    }

    /// Ends all subscriptions of a client.
    mutating func removeAll(of client: Client) {
        for kind in [SubscriptionKind.channel, .pattern, .shard] {
            for channel in client.subscriptions.channels(of: kind) { remove(client, channel, kind) }
        }
    }

    private mutating func remove(_ client: Client, _ channel: Channel, _ kind: SubscriptionKind) {
        guard let ticket = client.subscriptions.remove(channel, kind) else { return }
        channel.remove(ticket: ticket)
        client.didChangeListening()
        guard channel.members.isEmpty else { return }
        change(kind) { table in table.remove(channel) }
        guard kind == .pattern else { return }
        let place = orderedPatterns.partitioningIndex { $0.ticket >= channel.ticket }
        orderedPatterns.remove(at: place)
    }

    private mutating func makeChannel(_ name: Span<UInt8>, _ kind: SubscriptionKind) -> Channel {
        lastTicket += 1
        let channel = Channel([UInt8](name), hash: seed.hash(name), ticket: lastTicket)
        change(kind) { table in table.insert(channel) }
        if kind == .pattern { orderedPatterns.append(channel) }
        return channel
    }
}

// MARK: - Invariants

extension Subscriptions {
    /// Checks that channels and clients tell the same.
    package func checkInvariants() {
        for kind in [SubscriptionKind.channel, .pattern, .shard] {
            let ordered = table(of: kind).ordered
            precondition(ordered.count == count(of: kind))
            for channel in ordered {
                let name = channel.name
                precondition(channel === find(name.span, kind))
                precondition(!channel.members.isEmpty, "a channel without subscribers")
                let tickets = channel.members.map(\.ticket)
                precondition(tickets == tickets.sorted())
                precondition(Set(channel.members.map { $0.client.id }).count == tickets.count)
                for member in channel.members {
                    let ticket = member.client.subscriptions.ticket(of: channel, kind)
                    precondition(ticket == member.ticket)
                }
            }
        }
        precondition(orderedPatterns.map(\.name) == names(of: .pattern))
    }
}
