import MartletEngine

/// Keys and databases.
extension CommandRunner {
    /// Removes keys; returns how many there were.
    @discardableResult
    public func del(_ keys: String...) throws(MartletError) -> Int {
        if keys.count == 1 { return try session.integer("DEL", keys[0].utf8.span) }
        return try session.count("DEL", keys)
    }

    /// Returns whether there is a key.
    public func exists(_ key: String) throws(MartletError) -> Bool {
        try session.integer("EXISTS", key.utf8.span) == 1
    }

    /// Makes a key expire after so much time, to the millisecond; returns whether there is such a
    /// key. Time that isn't positive removes it.
    @discardableResult
    public func expire(_ key: String, in duration: Duration) throws(MartletError) -> Bool {
        try session.integer { list in
            list.append("PEXPIRE", key, String(duration.milliseconds))
        } == 1
    }

    /// Makes a key expire at so many milliseconds since 1970; returns whether there is such a key.
    @discardableResult
    public func expire(
        _ key: String, atMillisecondsSince1970 milliseconds: Int
    ) throws(MartletError) -> Bool {
        try session.integer { list in
            list.append("PEXPIREAT", key, String(milliseconds))
        } == 1
    }

    /// Makes a key last; returns whether it would have expired.
    @discardableResult
    public func persist(_ key: String) throws(MartletError) -> Bool {
        try session.integer("PERSIST", key.utf8.span) == 1
    }

    /// Returns how long a key has to live.
    public func ttl(_ key: String) throws(MartletError) -> TTL {
        switch try session.integer("PTTL", key.utf8.span) {
        case -2: .missing
        case -1: .never
        case let milliseconds: .after(.milliseconds(milliseconds))
        }
    }

    /// Returns the type of the value at a key, such as `string` or `list`; nil if there is none.
    public func type(of key: String) throws(MartletError) -> String? {
        let reply = try session.reply { list in list.append("TYPE", key) }.orError()
        return reply.text == "none" ? nil : reply.text
    }

    /// Returns the keys that match a pattern such as `user:*`, in no order. Takes time for each key
    /// that there is.
    public func keys(_ pattern: String = "*") throws(MartletError) -> [String] {
        let reply = try session.reply { list in list.append("KEYS", pattern) }.orError()
        return reply.elements?.compactMap(\.text) ?? []
    }

    /// Gives the value at a key and its expiry to another key, whatever was there.
    ///
    /// - Throws: ``MartletError`` if there is no such key.
    public func rename(_ key: String, to newKey: String) throws(MartletError) {
        _ = try session.status("RENAME", key.utf8.span, newKey.utf8.span)
    }

    /// Returns the number of keys in the database.
    public func dbSize() throws(MartletError) -> Int {
        try session.integer { list in list.append("DBSIZE") }
    }

    /// Removes every key of the database.
    public func flushDB() throws(MartletError) {
        _ = try session.status { list in list.append("FLUSHDB") }
    }

    /// Removes every key of every database.
    public func flushAll() throws(MartletError) {
        _ = try session.status { list in list.append("FLUSHALL") }
    }
}

/// How long a key has to live.
public enum TTL: Hashable, Sendable {
    /// There is no such key.
    case missing
    /// The key doesn't expire.
    case never
    /// The key expires after so much time, to the millisecond.
    case after(Duration)
}
