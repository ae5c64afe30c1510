/// The channels, or patterns, that have subscribers, by their names.
struct ChannelTable {
    /// The first channel of each hash; the others hang behind it.
    private(set) var byHash: [UInt64: Channel] = [:]
    private(set) var count = 0

    /// Returns the channel of this name.
    func find(_ name: Span<UInt8>, hash: UInt64) -> Channel? {
        var channel = byHash[hash]
        while let found = channel {
            if found.isCalled(name) { return found }
            channel = found.next
        }
        return nil
    }

    /// Takes up a channel whose name none has.
    mutating func insert(_ channel: Channel) {
        channel.next = byHash[channel.hash]
        byHash[channel.hash] = channel
        count += 1
    }

    /// Removes a channel, which is there.
    mutating func remove(_ channel: Channel) {
        count -= 1
        guard let first = byHash[channel.hash], first !== channel else {
            byHash[channel.hash] = channel.next
            return
        }
        var before = first
        while let next = before.next, next !== channel { before = next }
        before.next = channel.next
    }

    /// The channels, those first that came up first.
    ///
    /// - Complexity: O(*n* log *n*).
    var ordered: [Channel] {
        var channels: [Channel] = []
        for first in byHash.values {
            var channel: Channel? = first
            while let found = channel {
                channels.append(found)
                channel = found.next
            }
        }
        return channels.sorted { a, b in a.ticket < b.ticket }
    }
}
