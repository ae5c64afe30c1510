import MartletEngine

extension BitmapCommands {
    static let bits: [CommandSpec] = [
        CommandSpec(.setbit, summary: "Sets or clears a bit of the string at a key.", run: setbit),
        CommandSpec(.getbit, summary: "Returns a bit of the string at a key.", run: getbit),
    ]

    /// Replies with the old bit.
    static func setbit(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        let offset = try BitOffset.parse(
            arguments[2], mostBytes: call.settings.protoMaxBulkLen)
        guard let bit = arguments[3].parseInteger(), bit == 0 || bit == 1 else {
            throw ReplyError("ERR bit is not an integer or out of range")
        }
        let mask = UInt8(0x80) >> UInt8(offset & 7)
        let oldCount = try call.keyspace.string(at: key, .write)?.count ?? 0
        let needed = offset >> 3 + 1
        let wasSet = try call.keyspace.mutateString(at: key, minimumCount: needed) { bytes in
            let old = bytes[offset >> 3]
            bytes[offset >> 3] = bit == 1 ? old | mask : old & ~mask
            return old & mask != 0
        }
        if needed > oldCount || wasSet != (bit == 1) { call.didModify(key, event: "setbit") }
        reply.integer(wasSet ? 1 : 0)
    }

    /// Replies with the bit, which is 0 behind the end.
    static func getbit(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let offset = try BitOffset.parse(
            arguments[2], mostBytes: call.settings.protoMaxBulkLen)
        guard let string = try call.keyspace.string(at: arguments[1]) else {
            return reply.integer(0)
        }
        let byte = string.withBytes { bytes in
            offset >> 3 < bytes.count ? bytes[offset >> 3] : 0
        }
        reply.integer(Int(byte >> (7 - UInt8(offset & 7)) & 1))
    }
}
