import MartletEngine

/// Strings.
extension CommandRunner {
    /// Returns the string at a key as text, nil if there is none. Bytes that are not UTF-8 are
    /// replaced; ``getBytes(_:)`` returns them as they are.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func get(_ key: String) throws(MartletError) -> String? {
        var value: String?
        try session.showValue(of: key) { bytes in value = String(repairing: bytes) }
        return value
    }

    /// Returns a copy of the string at a key, nil if there is none.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func getBytes(_ key: String) throws(MartletError) -> [UInt8]? {
        var value: [UInt8]?
        try session.showValue(of: key) { bytes in value = [UInt8](bytes) }
        return value
    }

    /// Calls `body` with the string at a key, where it is stored, and returns what it returns; nil
    /// if there is no string.
    ///
    ///     let size = try server.withBytes(of: "photo") { bytes in bytes.count }
    ///
    /// Nothing is copied, so this is the quickest way to look at a value. The server stands still
    /// meanwhile: `body` must not use it, nor wait for anything.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @inlinable
    public func withBytes<Result>(
        of key: String, _ body: (Span<UInt8>) -> Result
    ) throws(MartletError) -> Result? {
        var result: Result?
        try session.showValue(of: key) { bytes in result = body(bytes) }
        return result
    }

    /// Stores a text at a key, whatever was there; returns whether it was stored, which depends on
    /// the condition only.
    ///
    /// - Throws: ``MartletError``, such as for an expiry that isn't in the future.
    @discardableResult
    public func set(
        _ key: String, _ value: String, expiry: Expiry? = nil, condition: SetCondition? = nil
    ) throws(MartletError) -> Bool {
        try set(key, value.utf8.span, expiry: expiry, condition: condition)
    }

    /// Stores bytes at a key, whatever was there; returns whether they were stored, which depends on
    /// the condition only.
    ///
    /// - Throws: ``MartletError``, such as for an expiry that isn't in the future.
    @discardableResult
    public func set(
        _ key: String, _ value: [UInt8], expiry: Expiry? = nil, condition: SetCondition? = nil
    ) throws(MartletError) -> Bool {
        try set(key, value.span, expiry: expiry, condition: condition)
    }

    /// Stores a copy of bytes at a key, whatever was there; returns whether they were stored, which
    /// depends on the condition only.
    ///
    /// - Throws: ``MartletError``, such as for an expiry that isn't in the future.
    @discardableResult
    public func set(
        _ key: String, _ value: Span<UInt8>, expiry: Expiry? = nil, condition: SetCondition? = nil
    ) throws(MartletError) -> Bool {
        if expiry == nil, condition == nil {
            return try session.status("SET", key.utf8.span, value)
        }
        return try session.status { list in
            list.append("SET", key)
            list.append(value)
            expiry?.append(to: &list)
            if let condition { list.append(condition.rawValue) }
        }
    }

    /// Adds to the integer at a key, which begins at 0, and returns the sum.
    ///
    /// - Throws: ``MartletError`` if the string isn't an integer, or the sum is too large.
    @discardableResult
    public func incr(_ key: String, by amount: Int = 1) throws(MartletError) -> Int {
        if amount == 1 { return try session.integer("INCR", key.utf8.span) }
        return try session.integer { list in list.append("INCRBY", key, String(amount)) }
    }

    /// Appends a text to the string at a key, and returns the new length in bytes.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func append(_ text: String, to key: String) throws(MartletError) -> Int {
        try session.integer("APPEND", key.utf8.span, text.utf8.span)
    }

    /// Returns the length of the string at a key in bytes, 0 if there is none.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func strlen(_ key: String) throws(MartletError) -> Int {
        try session.integer("STRLEN", key.utf8.span)
    }

    /// Returns the strings at keys, in their order; nil where there is none.
    public func mget(_ keys: [String]) throws(MartletError) -> [String?] {
        guard !keys.isEmpty else { return [] }
        let reply = try session.reply { list in
            list.append("MGET")
            for key in keys { list.append(key) }
        }.orError()
        return reply.elements?.map(\.text) ?? []
    }

    /// Stores texts at keys, all at once.
    public func mset(_ pairs: KeyValuePairs<String, String>) throws(MartletError) {
        guard !pairs.isEmpty else { return }
        _ = try session.status { list in
            list.append("MSET")
            for (key, value) in pairs { list.append(key, value) }
        }
    }
}

/// When a key expires that gets a new value.
public enum Expiry: Hashable, Sendable {
    /// After so much time, to the millisecond.
    case after(Duration)
    /// At so many milliseconds since 1970.
    case at(millisecondsSince1970: Int)
    /// When the key that is there expires.
    case keep

    /// After so many seconds.
    public static func seconds(_ seconds: Int) -> Expiry { .after(.seconds(seconds)) }

    /// After so many milliseconds.
    public static func milliseconds(_ milliseconds: Int) -> Expiry {
        .after(.milliseconds(milliseconds))
    }

    func append(to list: inout ArgumentList) {
        switch self {
        case .after(let duration): list.append("PX", String(duration.milliseconds))
        case .at(let milliseconds): list.append("PXAT", String(milliseconds))
        case .keep: list.append("KEEPTTL")
        }
    }
}

/// On what it depends whether a value is stored.
public enum SetCondition: String, Hashable, Sendable {
    /// There is no such key.
    case absent = "NX"
    /// There is such a key.
    case present = "XX"
}
