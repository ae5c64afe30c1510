import MartletEngine

extension SortedSetCommands {
    static let sampling: [CommandSpec] = [
        CommandSpec(
            .zrandmember, summary: "Draws members of a sorted set by chance.", run: zrandmember)
    ]

    /// Replies with a member, or null for a missing key; with a count, with so many members, that are
    /// different unless the count is below zero.
    static func zrandmember(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count > 2 else {
            guard let set: SortedSetObject = try call.keyspace.object(at: arguments[1], .read)
            else { return reply.null() }
            let rank = Int.random(in: 0..<set.count, using: &call.random)
            return set.forEachMember(in: rank..<rank + 1) { reply.bulk($0) }
        }
        let count = try arguments.drawCount(at: 2)
        var options = arguments.cursor(from: 3)
        let withScores = options.take("WITHSCORES")
        try options.finish()
        if withScores, count.magnitude > Int.max / 2 {
            throw ReplyError("ERR value is out of range")
        }
        guard let set: SortedSetObject = try call.keyspace.object(at: arguments[1], .read),
            count != 0
        else { return reply.array(0) }
        let draw = MemberDraw(set: set, withScores: withScores)
        if count < 0 || count == 1 {
            draw.anyMembers(Int(count.magnitude), &call, &reply)
        } else {
            draw.differentMembers(count, &call, &reply)
        }
    }
}

/// Members that are drawn from a set by chance.
private struct MemberDraw {
    let set: SortedSetObject
    let withScores: Bool

    private func write(_ ranks: Range<Int>, _ reply: inout ReplyWriter, reversed: Bool = false) {
        if withScores {
            set.forEach(in: ranks, reversed: reversed) { reply.pair($0, $1) }
        } else {
            set.forEachMember(in: ranks, reversed: reversed) { reply.bulk($0) }
        }
    }

    private func writeHead(_ count: Int, _ reply: inout ReplyWriter) {
        if withScores { reply.pairs(count) } else { reply.array(count) }
    }

    /// Replies with members that may be the same.
    func anyMembers(_ count: Int, _ call: inout CommandCall, _ reply: inout ReplyWriter) {
        let size = set.count
        writeHead(count, &reply)
        for _ in 0..<count {
            let rank = Int.random(in: 0..<size, using: &call.random)
            write(rank..<rank + 1, &reply)
        }
    }

    /// Replies with different members; with all of them, the last first, if there are no more.
    func differentMembers(_ count: Int, _ call: inout CommandCall, _ reply: inout ReplyWriter) {
        let size = set.count
        writeHead(min(count, size), &reply)
        guard count < size else { return write(0..<size, &reply, reversed: true) }
        if count > size / 3 {
            var draw = SelectionDraw(count, of: size)
            for rank in 0..<size where draw.takesNext(using: &call.random) {
                write(rank..<rank + 1, &reply)
            }
        } else {
            var drawn: Set<Int> = []
            while drawn.count < count {
                let rank = Int.random(in: 0..<size, using: &call.random)
                if drawn.insert(rank).inserted { write(rank..<rank + 1, &reply) }
            }
        }
    }
}
