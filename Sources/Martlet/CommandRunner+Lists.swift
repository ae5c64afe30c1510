import MartletEngine

/// Lists.
extension CommandRunner {
    /// Adds texts before the first element of a list, one after the other, and returns the new
    /// length. The list begins empty.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func lpush(_ key: String, _ elements: String...) throws(MartletError) -> Int {
        if elements.count == 1 {
            return try session.integer("LPUSH", key.utf8.span, elements[0].utf8.span)
        }
        return try push("LPUSH", key, elements.count) { list in
            for element in elements { list.append(element) }
        }
    }

    /// Adds bytes before the first element of a list, one after the other, and returns the new
    /// length. The list begins empty.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func lpush(_ key: String, _ elements: [[UInt8]]) throws(MartletError) -> Int {
        try push("LPUSH", key, elements.count) { list in
            for element in elements { list.append(element.span) }
        }
    }

    /// Adds texts behind the last element of a list, and returns the new length. The list begins
    /// empty.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func rpush(_ key: String, _ elements: String...) throws(MartletError) -> Int {
        if elements.count == 1 {
            return try session.integer("RPUSH", key.utf8.span, elements[0].utf8.span)
        }
        return try push("RPUSH", key, elements.count) { list in
            for element in elements { list.append(element) }
        }
    }

    /// Adds bytes behind the last element of a list, and returns the new length. The list begins
    /// empty.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func rpush(_ key: String, _ elements: [[UInt8]]) throws(MartletError) -> Int {
        try push("RPUSH", key, elements.count) { list in
            for element in elements { list.append(element.span) }
        }
    }

    private func push(
        _ name: String, _ key: String, _ count: Int, _ write: (inout ArgumentList) -> Void
    ) throws(MartletError) -> Int {
        // Redis refuses to add nothing.
        guard count > 0 else { return try llen(key) }
        return try session.integer { list in
            list.append(name, key)
            write(&list)
        }
    }

    /// Removes the first element of a list and returns it as text, nil if there is none. Bytes that
    /// are not UTF-8 are replaced; ``lpopBytes(_:)`` returns them as they are.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func lpop(_ key: String) throws(MartletError) -> String? {
        var element: String?
        try session.bulk("LPOP", key.utf8.span) { bytes in element = String(repairing: bytes) }
        return element
    }

    /// Removes the first element of a list and returns it, nil if there is none.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func lpopBytes(_ key: String) throws(MartletError) -> [UInt8]? {
        var element: [UInt8]?
        try session.bulk("LPOP", key.utf8.span) { bytes in element = [UInt8](bytes) }
        return element
    }

    /// Removes the last element of a list and returns it as text, nil if there is none. Bytes that
    /// are not UTF-8 are replaced; ``rpopBytes(_:)`` returns them as they are.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func rpop(_ key: String) throws(MartletError) -> String? {
        var element: String?
        try session.bulk("RPOP", key.utf8.span) { bytes in element = String(repairing: bytes) }
        return element
    }

    /// Removes the last element of a list and returns it, nil if there is none.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func rpopBytes(_ key: String) throws(MartletError) -> [UInt8]? {
        var element: [UInt8]?
        try session.bulk("RPOP", key.utf8.span) { bytes in element = [UInt8](bytes) }
        return element
    }

    /// Returns the elements of a list from one index to another, both included, as texts; negative
    /// indices count from the end, so that all elements are returned unless said otherwise.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func lrange(
        _ key: String, from first: Int = 0, through last: Int = -1
    ) throws(MartletError) -> [String] {
        let reply = try session.reply { list in
            list.append("LRANGE", key, String(first), String(last))
        }.orError()
        return reply.elements?.compactMap(\.text) ?? []
    }

    /// Returns the number of elements of a list, 0 if there is none.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func llen(_ key: String) throws(MartletError) -> Int {
        try session.integer("LLEN", key.utf8.span)
    }
}
