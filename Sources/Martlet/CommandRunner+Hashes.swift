import MartletEngine
import MartletRESP

/// Hashes.
extension CommandRunner {
    /// Sets a field of a hash to a text; returns whether the field is new. The hash begins empty.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func hset(
        _ key: String, _ field: String, _ value: String
    ) throws(MartletError) -> Bool {
        try session.integer { list in list.append("HSET", key, field, value) } == 1
    }

    /// Sets a field of a hash to bytes; returns whether the field is new. The hash begins empty.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func hset(
        _ key: String, _ field: String, _ value: [UInt8]
    ) throws(MartletError) -> Bool {
        try session.integer { list in
            list.append("HSET", key, field)
            list.append(value.span)
        } == 1
    }

    /// Sets fields of a hash to texts, all at once, and returns how many fields are new. The hash
    /// begins empty.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func hset(
        _ key: String, _ pairs: KeyValuePairs<String, String>
    ) throws(MartletError) -> Int {
        guard !pairs.isEmpty else { return 0 }
        return try session.integer { list in
            list.append("HSET", key)
            for (field, value) in pairs { list.append(field, value) }
        }
    }

    /// Returns the value of a field as text, nil if there is none. Bytes that are not UTF-8 are
    /// replaced; ``hgetBytes(_:_:)`` returns them as they are.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func hget(_ key: String, _ field: String) throws(MartletError) -> String? {
        var value: String?
        try session.bulk("HGET", key.utf8.span, field.utf8.span) { bytes in
            value = String(repairing: bytes)
        }
        return value
    }

    /// Returns a copy of the value of a field, nil if there is none.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func hgetBytes(_ key: String, _ field: String) throws(MartletError) -> [UInt8]? {
        var value: [UInt8]?
        try session.bulk("HGET", key.utf8.span, field.utf8.span) { bytes in
            value = [UInt8](bytes)
        }
        return value
    }

    /// Returns the values of fields as texts, in their order; nil where there is none.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func hmget(_ key: String, _ fields: [String]) throws(MartletError) -> [String?] {
        guard !fields.isEmpty else { return [] }
        let reply = try session.reply { list in
            list.append("HMGET", key)
            for field in fields { list.append(field) }
        }.orError()
        return reply.elements?.map(\.text) ?? []
    }

    /// Returns the fields of a hash with their values, as texts.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func hgetAll(_ key: String) throws(MartletError) -> [String: String] {
        let reply = try session.reply { list in list.append("HGETALL", key) }.orError()
        var fields: [String: String] = [:]
        if case .map(let pairs) = reply {
            for pair in pairs { fields[pair.key.text ?? ""] = pair.value.text }
        } else if let elements = reply.elements {
            for index in stride(from: 0, to: elements.count - 1, by: 2) {
                fields[elements[index].text ?? ""] = elements[index + 1].text
            }
        }
        return fields
    }

    /// Removes fields of a hash; returns how many there were.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func hdel(_ key: String, _ fields: String...) throws(MartletError) -> Int {
        try session.count("HDEL", in: key, fields)
    }

    /// Returns whether a hash has a field.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func hexists(_ key: String, _ field: String) throws(MartletError) -> Bool {
        try session.integer("HEXISTS", key.utf8.span, field.utf8.span) == 1
    }

    /// Returns the number of fields of a hash, 0 if there is none.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func hlen(_ key: String) throws(MartletError) -> Int {
        try session.integer("HLEN", key.utf8.span)
    }

    /// Adds to the integer of a field, which begins at 0, and returns the sum.
    ///
    /// - Throws: ``MartletError`` if the value isn't an integer, or the sum is too large.
    @discardableResult
    public func hincr(
        _ key: String, _ field: String, by amount: Int = 1
    ) throws(MartletError) -> Int {
        try session.integer { list in list.append("HINCRBY", key, field, String(amount)) }
    }
}
