extension Keyspace {
    /// Returns the object at `key`, if it is of this class.
    ///
    /// - Throws: `ReplyError.wrongType`.
    @inline(__always)
    package mutating func object<Object: StoredObject>(
        at key: Span<UInt8>, _ access: KeyAccess
    ) throws(ReplyError) -> Object? {
        let usage = prepareLookUp(of: key, access)
        switch entries.lend(key, as: Object.self, usage: usage, &loan) {
        case .missing:
            if access.contains(.counts) { noteMiss(key, access) }
            return nil
        case .otherKind: throw .wrongType
        case .object(let object): return object
        }
    }

    /// Stores `object` at `key`, whatever was there.
    @inline(never)
    package mutating func store<Object: StoredObject>(
        _ object: Object, at key: Span<UInt8>, expiry: ExpiryChange = .clear
    ) {
        if deadlines.firstDeadline <= now { removeIfDue(key) }
        // In place of another value it isn't noted: to Redis the key was there all the time.
        if notesStored, entries.find(key) == nil { noteStored(Object.kind, at: key) }
        let attributes = attributes(
            usage: usage(storing: key), isRaw: false, expiry, at: key)
        put(OwnedEntry(key: key, object: object, attributes: attributes))
        entries.noteStored(object, at: key, &loan)
    }
}
