/// A channel that clients are subscribed to, or a pattern that stands for channels.
final class Channel {
    /// A client's place among the subscribers.
    struct Member {
        /// Those who came first have the lowest.
        let ticket: Int
        let client: Client
    }

    let name: [UInt8]
    let hash: UInt64
    /// The channel's place in the order in which channels came up.
    let ticket: Int
    /// The subscribers, those first that came first.
    private(set) var members: [Member] = []
    /// Another channel with the same hash.
    var next: Channel?

    init(_ name: [UInt8], hash: UInt64, ticket: Int) {
        self.name = name
        self.hash = hash
        self.ticket = ticket
    }

    /// Whether this is the name.
    func isCalled(_ name: Span<UInt8>) -> Bool {
        let own = self.name
        return own.span.isEqual(to: name)
    }

    /// Whether the name, taken as a pattern, matches a channel's.
    func matches(_ channel: Span<UInt8>) -> Bool {
        let pattern = name
        return Glob(pattern.span).matches(channel)
    }

    /// Takes up a subscriber, whose ticket is higher than all before.
    func append(_ client: Client, ticket: Int) {
        members.append(Member(ticket: ticket, client: client))
    }

    /// Lets the subscriber with this ticket go.
    ///
    /// - Complexity: O(*n*) in the number of subscribers, most of it a move of memory.
    func remove(ticket: Int) {
        let index = members.partitioningIndex { $0.ticket >= ticket }
        guard index < members.count, members[index].ticket == ticket else { return }
        members.remove(at: index)
    }
}

extension Array {
    /// Returns the index of the first element that `isBehind`, which all after it are too.
    func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBehind(self[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
