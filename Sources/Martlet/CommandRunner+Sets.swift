import MartletEngine

/// Sets.
extension CommandRunner {
    /// Adds texts to a set; returns how many were not there. The set begins empty.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func sadd(_ key: String, _ members: String...) throws(MartletError) -> Int {
        try session.count("SADD", in: key, members)
    }

    /// Adds bytes to a set; returns how many members were not there. The set begins empty.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func sadd(_ key: String, _ members: [[UInt8]]) throws(MartletError) -> Int {
        guard !members.isEmpty else { return 0 }
        return try session.integer { list in
            list.append("SADD", key)
            for member in members { list.append(member.span) }
        }
    }

    /// Removes members of a set; returns how many there were.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    @discardableResult
    public func srem(_ key: String, _ members: String...) throws(MartletError) -> Int {
        try session.count("SREM", in: key, members)
    }

    /// Returns whether a set has a member.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func sismember(_ key: String, _ member: String) throws(MartletError) -> Bool {
        try session.integer("SISMEMBER", key.utf8.span, member.utf8.span) == 1
    }

    /// Returns the number of members of a set, 0 if there is none.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func scard(_ key: String) throws(MartletError) -> Int {
        try session.integer("SCARD", key.utf8.span)
    }

    /// Returns the members of a set as texts. Bytes that are not UTF-8 are replaced;
    /// ``smembersBytes(_:)`` returns them as they are.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func smembers(_ key: String) throws(MartletError) -> Set<String> {
        let reply = try session.reply { list in list.append("SMEMBERS", key) }.orError()
        return Set(reply.elements?.compactMap(\.text) ?? [])
    }

    /// Returns the members of a set.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func smembersBytes(_ key: String) throws(MartletError) -> Set<[UInt8]> {
        let reply = try session.reply { list in list.append("SMEMBERS", key) }.orError()
        return Set(reply.elements?.compactMap(\.bytes) ?? [])
    }

    /// Removes a member that chance draws and returns it as text, nil if there is none.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func spop(_ key: String) throws(MartletError) -> String? {
        var member: String?
        try session.bulk("SPOP", key.utf8.span) { bytes in member = String(repairing: bytes) }
        return member
    }

    /// Returns a member that chance draws as text, nil if there is none.
    ///
    /// - Throws: ``MartletError`` with the code ``MartletError/Code/wrongType``.
    public func srandmember(_ key: String) throws(MartletError) -> String? {
        var member: String?
        try session.bulk("SRANDMEMBER", key.utf8.span) { bytes in
            member = String(repairing: bytes)
        }
        return member
    }
}
