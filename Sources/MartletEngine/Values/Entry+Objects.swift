extension Entry {
    /// The value to be read, if it is an object; a copy if it is folded.
    package var storedObject: (any StoredObject)? {
        guard isFolded else { return unfoldedObject }
        return switch kind {
        case .hash: object(as: HashObject.self)
        case .set: object(as: SetObject.self)
        case .sortedSet: object(as: SortedSetObject.self)
        case .bytes, .integer, .blob, .list, .stream: nil
        }
    }
}
