import MartletEngine

/// The commands that turn a value into bytes and back.
package enum DumpCommands {
    package static let all: [CommandSpec] = [
        CommandSpec(
            .dump, summary: "Returns the value of a key as bytes that RESTORE takes.", run: dump),
        CommandSpec(
            .restore, summary: "Makes a key of the bytes that DUMP returned.", run: restore),
        CommandSpec(
            .restoreAsking, summary: "Does what RESTORE does, on a key that moves between nodes.",
            run: restore),
    ]

    /// Replies with the payload, or null if there is no key.
    static func dump(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let context = RDBContext(&call)
        guard let entry = call.keyspace.entry(at: arguments[1], .read) else { return reply.null() }
        reply.bulk(DumpPayload.make(entry, context).span)
    }

    /// Replies with `OK`, also if the key would have expired already.
    static func restore(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let key = arguments[1]
        let options = try RestoreOptions(arguments)
        guard options.replaces || !call.keyspace.contains(key, .write) else { throw .busyKey }
        let deadline = try options.deadline(arguments, now: call.now)
        guard DumpPayload.isIntact(arguments[3], checksChecksum: !call.skipsChecksums) else {
            throw .badPayload
        }
        let value = try RDBValue(arguments[3], RDBContext(&call))
        let isReplaced = options.replaces && call.keyspace.remove(key)
        if let deadline, deadline <= call.now {
            if isReplaced { call.didModify(key, event: "del") }
            return reply.ok()
        }
        let expiry: ExpiryChange = deadline.map { .at($0) } ?? .clear
        switch value {
        case .string(let blob):
            call.keyspace.setString(adopting: blob, at: key, expiry: expiry)
        case .object(let object):
            call.keyspace.store(object, at: key, expiry: expiry)
        }
        options.apply(at: key, &call.keyspace)
        call.didModify(key, event: "restore")
        reply.ok()
    }
}
