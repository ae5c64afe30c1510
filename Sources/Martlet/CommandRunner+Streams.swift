import MartletEngine
import MartletRESP

/// An entry of a stream: its id, and its fields with their values in order.
public struct StreamEntry: Equatable, Sendable {
    /// The id, such as `1700000000000-0`.
    public let id: String
    /// The fields and values. A field may come twice.
    public let fields: [(name: String, value: String)]

    /// Returns the value of the first field called `name`, nil if there is none.
    public subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// Returns whether two entries have the same id, fields and values.
    public static func == (a: StreamEntry, b: StreamEntry) -> Bool {
        a.id == b.id && a.fields.elementsEqual(b.fields, by: ==)
    }
}

/// Streams.
extension CommandRunner {
    /// Adds an entry of fields and values to a stream, which begins empty, and returns its id: the
    /// next one by the clock unless `id` says which.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``, or of an id that is
    ///   none or not greater than the last.
    @discardableResult
    public func xadd(
        _ key: String, _ fields: KeyValuePairs<String, String>, id: String = "*"
    ) throws(MartletError) -> String {
        try session.reply { list in
            list.append("XADD", key, id)
            for (field, value) in fields { list.append(field, value) }
        }.orError().text ?? ""
    }

    /// Returns the number of entries of a stream, 0 if there is no key.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func xlen(_ key: String) throws(MartletError) -> Int {
        try session.integer("XLEN", key.utf8.span)
    }

    /// Returns the entries between two ids, both included, `count` of them at most; by default all.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``, or of an id that is
    ///   none.
    public func xrange(
        _ key: String, from first: String = "-", through last: String = "+", count: Int? = nil
    ) throws(MartletError) -> [StreamEntry] {
        let reply = try session.reply { list in
            list.append("XRANGE", key, first, last)
            if let count { list.append("COUNT", "\(count)") }
        }
        return StreamEntry.all(in: try reply.orError())
    }

    /// Removes entries of a stream by their ids; returns how many there were.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``, or of an id that is
    ///   none.
    @discardableResult
    public func xdel(_ key: String, _ ids: String...) throws(MartletError) -> Int {
        try session.count("XDEL", in: key, ids)
    }

    /// Returns the entries that a stream has after an id, `count` of them at most. Waits for one if
    /// there is none: so long, or for ever if `timeout` is nil. Returns none when that time is over.
    ///
    /// The id `$` is the last one of now: only what is added meanwhile is returned.
    public func xread(
        _ key: String, after id: String = "$", count: Int? = nil, timeout: Duration? = nil
    ) async throws -> [StreamEntry] {
        let reply = try await session.blockingReply(timeout) { list, milliseconds in
            list.append("XREAD")
            if let count { list.append("COUNT", "\(count)") }
            if let milliseconds { list.append("BLOCK", milliseconds) }
            list.append("STREAMS", key, id)
        }
        return StreamEntry.ofFirstStream(in: reply)
    }

    /// Returns what a group has yet to read of a stream, `count` entries at most, which are the
    /// consumer's then, to be acknowledged by ``xack(_:group:_:)``. Waits for an entry if there is
    /// none: so long, or for ever if `timeout` is nil. Returns none when that time is over.
    public func xreadgroup(
        _ key: String, group: String, consumer: String, count: Int? = nil,
        timeout: Duration? = nil
    ) async throws -> [StreamEntry] {
        let reply = try await session.blockingReply(timeout) { list, milliseconds in
            list.append("XREADGROUP", "GROUP", group, consumer)
            if let count { list.append("COUNT", "\(count)") }
            if let milliseconds { list.append("BLOCK", milliseconds) }
            list.append("STREAMS", key, ">")
        }
        return StreamEntry.ofFirstStream(in: reply)
    }

    /// Acknowledges entries that a group has read; returns how many were pending.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``, or of an id that is
    ///   none.
    @discardableResult
    public func xack(
        _ key: String, group: String, _ ids: String...
    ) throws(MartletError) -> Int {
        guard !ids.isEmpty else { return 0 }
        return try session.integer { list in
            list.append("XACK", key, group)
            for id in ids { list.append(id) }
        }
    }
}

extension StreamEntry {
    /// Returns the entries that an array tells of; those that were removed are left out.
    fileprivate static func all(in reply: RESPValue) -> [StreamEntry] {
        (reply.elements ?? []).compactMap { entry in
            guard let parts = entry.elements, parts.count == 2, let id = parts[0].text,
                let words = parts[1].elements
            else { return nil }
            let fields = stride(from: 0, to: words.count - 1, by: 2).map { index in
                (name: words[index].text ?? "", value: words[index + 1].text ?? "")
            }
            return StreamEntry(id: id, fields: fields)
        }
    }

    /// Returns the entries of the first stream that the reply to XREAD tells of.
    fileprivate static func ofFirstStream(in reply: RESPValue) -> [StreamEntry] {
        if case .map(let pairs) = reply { return pairs.first.map { all(in: $0.value) } ?? [] }
        guard let parts = reply.elements?.first?.elements, parts.count == 2 else { return [] }
        return all(in: parts[1])
    }
}

extension Martlet.Session {
    /// Runs a command that is told in milliseconds how long to wait, 0 for ever; without time to wait
    /// it isn't told any.
    fileprivate func blockingReply(
        _ timeout: Duration?, _ write: (inout ArgumentList, _ milliseconds: String?) -> Void
    ) async throws -> RESPValue {
        guard timeout ?? .seconds(1) > .zero else {
            return try reply { list in write(&list, nil) }.orError()
        }
        let milliseconds = timeout.map { max(1, $0.wholeMilliseconds) } ?? 0
        return try await blockingReply { list in write(&list, "\(milliseconds)") }.orError()
    }
}
