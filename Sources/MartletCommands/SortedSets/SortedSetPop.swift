import MartletEngine

/// The removal of elements from one end of a sorted set, as ZPOPMIN does it, and the commands that
/// wait for elements.
struct SortedSetPop {
    /// Where a sorted set begins or ends.
    enum End {
        case least
        case greatest

        /// Reads `MIN` or `MAX`.
        ///
        /// - Throws: `ReplyError.syntax`.
        init(_ word: Span<UInt8>) throws(ReplyError) {
            if word.isKeyword("MIN") {
                self = .least
            } else if word.isKeyword("MAX") {
                self = .greatest
            } else {
                throw .syntax
            }
        }
    }

    /// How the reply tells what was removed.
    enum Shape {
        /// Members and scores in one array.
        case flat
        /// An array of arrays of a member and a score.
        case nested
        /// The key, a member and a score.
        case keyAndFlat
        /// The key, and an array of arrays of a member and a score.
        case keyAndNested
    }

    let end: End
    /// The most elements that are removed; at least one.
    let count: Int
    let shape: Shape

    /// Removes elements of the set at `key`, which isn't empty, and replies with them.
    func run(
        on set: SortedSetObject, at key: Span<UInt8>, _ call: inout CommandCall,
        _ reply: inout ReplyWriter
    ) {
        let size = set.count
        let count = min(self.count, size)
        call.tellOwn(in: &reply, at: reply.place)
        writeHead(key: key, count: count, &reply)
        let place = reply.place
        let ranks = end == .least ? 0..<count : size - count..<size
        let isNested = shape == .nested || shape == .keyAndNested
        set.forEach(in: ranks, reversed: end == .greatest) { member, score in
            if isNested { reply.array(2) }
            reply.bulk(member)
            reply.double(score)
        }
        set.remove(ranks)
        call.didRemove(
            count, from: set, at: key, event: end == .least ? "zpopmin" : "zpopmax")
        call.tellOwn(in: &reply, at: place)
    }

    private func writeHead(key: Span<UInt8>, count: Int, _ reply: inout ReplyWriter) {
        switch shape {
        case .flat: reply.array(count * 2)
        case .nested: reply.array(count)
        case .keyAndFlat:
            reply.array(count * 2 + 1)
            reply.bulk(key)
        case .keyAndNested:
            reply.array(2)
            reply.bulk(key)
            reply.array(count)
        }
    }
}
