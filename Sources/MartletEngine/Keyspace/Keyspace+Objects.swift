extension Keyspace {
    @inline(__always)
    mutating func object<Object: StoredObject>(
        at key: Span<UInt8>
    ) throws(ReplyError) -> Object? {
        removeIfExpired(key)
        guard let entry = entries.find(key) else { return nil }
        guard let object = entry.object(as: Object.self) else { throw .wrongType }
        return object
    }

    @inline(never)
    mutating func store<Object: StoredObject>(
        _ object: Object, at key: Span<UInt8>
    ) -> Object {
        entries.set(key, object: object)
        return object
    }
}
