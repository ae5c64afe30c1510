import MartletEngine

extension ListCommands {
    static let elements: [CommandSpec] = [
        CommandSpec(.llen, summary: "Returns the length of a list.", run: llen),
        CommandSpec(.lindex, summary: "Returns an element by its index.", run: lindex),
        CommandSpec(.lrange, summary: "Returns the elements of a part of a list.", run: lrange),
        CommandSpec(.lset, summary: "Replaces an element by its index.", run: lset),
        CommandSpec(.ltrim, summary: "Removes what lies outside of a part.", run: ltrim),
    ]

    /// Replies with the length, 0 for a missing key.
    static func llen(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.integer(try call.list(at: arguments[1], .read)?.count ?? 0)
    }

    /// Replies with the element, or null. Of a missing key, the index isn't looked at.
    static func lindex(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let list = try call.list(at: arguments[1], .read) else { return reply.null() }
        let index = try arguments.integer(at: 2)
        let isFound: Void? = list.elements.withElement(
            at: index < 0 ? index + list.count : index
        ) { element in reply.bulk(element) }
        if isFound == nil { reply.null() }
    }

    /// Replies with the elements from the one index to the other, both included; negative ones count
    /// from the end.
    static func lrange(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let start = try arguments.integer(at: 2)
        let stop = try arguments.integer(at: 3)
        guard let list = try call.list(at: arguments[1], .read) else { return reply.array(0) }
        let range = IndexRange(from: start, through: stop, count: list.count)
        reply.array(range.length)
        list.write(from: .head, skipping: range.start, count: range.length, to: &reply)
    }

    /// Replies with `OK`. Of a missing key, the index isn't looked at.
    static func lset(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard let list = try call.list(at: arguments[1], .write) else { throw .noSuchKey }
        let index = try arguments.integer(at: 2)
        let isDone = list.elements.replace(
            at: index < 0 ? index + list.count : index, with: arguments[3],
            plainFrom: call.quicklistPackedThreshold)
        guard isDone else { throw ReplyError("ERR index out of range") }
        call.didModify(arguments[1], event: "lset")
        reply.ok()
    }

    /// Replies with `OK`. What counts as a change is each element that goes; but the event comes even
    /// if none does.
    static func ltrim(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let start = try arguments.integer(at: 2)
        let stop = try arguments.integer(at: 3)
        let key = arguments[1]
        guard let list = try call.list(at: key, .write) else { return reply.ok() }
        let oldCount = list.count
        let range = IndexRange(from: start, through: stop, count: oldCount)
        let end = range.start + range.length
        list.elements.remove(oldCount - end, from: end)
        list.elements.remove(range.start, from: 0)
        call.didModify(key, event: "ltrim", count: oldCount - list.count)
        call.removeIfEmpty(list, at: key)
        reply.ok()
    }
}
