import MartletEngine

extension BitmapCommands {
    static let counts: [CommandSpec] = [
        CommandSpec(
            .bitcount, summary: "Counts the set bits of the string at a key.", run: bitcount),
        CommandSpec(
            .bitpos, summary: "Finds the first set or clear bit of the string at a key.",
            run: bitpos),
    ]

    /// Replies with the count. Of a missing key, the other arguments aren't looked at.
    static func bitcount(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let string = try call.keyspace.string(at: arguments[1]) else {
            return reply.integer(0)
        }
        guard arguments.count > 2 else { return reply.integer(string.withBytes(Bits.count)) }
        guard arguments.count == 4 || arguments.count == 5 else { throw .syntax }
        let first = try arguments.integer(at: 2)
        let last = try arguments.integer(at: 3)
        guard !StringRange.isReversed(first, last) else { return reply.integer(0) }
        let unit = try arguments.count == 5 ? BitRangeUnit(arguments[4]) : .bytes
        let count = string.withBytes { bytes in
            Bits.count(bytes, in: unit.range(from: first, through: last, count: bytes.count))
        }
        reply.integer(count)
    }

    /// Replies with the position, or -1 for none; but a clear bit is always found behind the end of a
    /// string of ones, unless an end was given.
    static func bitpos(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let bit = try arguments.integer(at: 2)
        guard bit == 0 || bit == 1 else {
            throw ReplyError("ERR The bit argument must be 1 or 0.")
        }
        guard let string = try call.keyspace.string(at: arguments[1]) else {
            return reply.integer(-bit)
        }
        guard arguments.count <= 6 else { throw .syntax }
        let first = arguments.count > 3 ? try arguments.integer(at: 3) : 0
        let unit = arguments.count > 5 ? try BitRangeUnit(arguments[5]) : .bytes
        let last = arguments.count > 4 ? try arguments.integer(at: 4) : -1
        let hasEnd = arguments.count > 4
        let position = string.withBytes { bytes in
            let range = unit.range(from: first, through: last, count: bytes.count)
            if let position = Bits.firstPosition(of: bit == 1, bytes, in: range) { return position }
            return bit == 1 || hasEnd || range.isEmpty ? -1 : bytes.count << 3
        }
        reply.integer(position)
    }
}
