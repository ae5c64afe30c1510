import MartletEngine

extension HashCommands {
    static let numbers: [CommandSpec] = [
        CommandSpec(.hincrby, summary: "Adds to the integer of a field.", run: hincrby),
        CommandSpec(
            .hincrbyfloat, summary: "Adds to the floating-point number of a field.",
            run: hincrbyfloat),
    ]

    /// Replies with the sum.
    static func hincrby(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let (key, field) = (arguments[1], arguments[2])
        let increment = try arguments.integer(at: 3)
        let layout = call.hashLayout
        let hash: HashObject? = try call.keyspace.object(at: key, .write)
        guard let number = integer(of: field, in: hash) else {
            throw ReplyError("ERR hash value is not an integer")
        }
        let (sum, overflows) = number.addingReportingOverflow(increment)
        guard !overflows else { throw .overflow }
        (hash ?? call.createHash(at: key)).set(field, IntegerText(sum).span, layout)
        call.didModify(key, event: "hincrby")
        reply.integer(sum)
    }

    /// Replies with the sum, as it is stored: with 17 digits after the point at most.
    static func hincrbyfloat(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let (key, field) = (arguments[1], arguments[2])
        guard let increment = Extended(parsing: arguments[3]) else { throw .notADouble }
        guard !increment.isInfinite else { throw ReplyError("ERR value is NaN or Infinity") }
        let layout = call.hashLayout
        let hash: HashObject? = try call.keyspace.object(at: key, .write)
        guard let number = extended(of: field, in: hash) else {
            throw ReplyError("ERR hash value is not a float")
        }
        guard let sum = number.adding(increment) else {
            throw ReplyError("ERR increment would produce NaN or Infinity")
        }
        let text = sum.text
        (hash ?? call.createHash(at: key)).set(field, text.span, layout)
        call.didModify(key, event: "hincrbyfloat")
        reply.bulk(text.span)
    }

    /// Returns the integer of a field: 0 for a missing one, nil for one that isn't an integer.
    private static func integer(of field: Span<UInt8>, in hash: HashObject?) -> Int? {
        guard let hash else { return 0 }
        return hash.withValue(of: field) { value in
            guard let value else { return 0 }
            return value.integer
        }
    }

    /// Returns the number of a field: 0 for a missing one, nil for one that isn't a number.
    private static func extended(of field: Span<UInt8>, in hash: HashObject?) -> Extended? {
        guard let hash else { return Extended(0) }
        return hash.withValue(of: field) { value in
            guard let value else { return Extended(0) }
            return value.withBytes { bytes in Extended(parsing: bytes) }
        }
    }
}
