import MartletEngine

/// A value that was read.
enum RDBValue {
    case string(Blob)
    case object(any StoredObject)

    /// Reads a value, its type first. What follows it is left out of account.
    ///
    /// - Throws: `ReplyError.badDataFormat`.
    init(_ bytes: Span<UInt8>, _ context: RDBContext) throws(ReplyError) {
        var reader = RDBReader(bytes)
        guard let type = RDBType(rawValue: try reader.byte()) else { throw .badDataFormat }
        switch type {
        case .string: self = .string(try reader.blob())
        case .list: self = .object(try reader.list(context))
        case .listZiplist: self = .object(try reader.listOfZiplist(context))
        case .quicklistOfZiplists: self = .object(try reader.quicklistOfZiplists(context))
        case .quicklist: self = .object(try reader.quicklist(context))
        case .set: self = .object(try reader.set(context))
        case .setIntegers: self = .object(try reader.integers(context))
        case .hash: self = .object(try reader.hash(context))
        case .hashZipmap: self = .object(try reader.hashOfZipmap(context))
        case .hashZiplist: self = .object(try reader.hashOfZiplist(context))
        case .hashListpack: self = .object(try reader.packedHash(context))
        case .sortedSet:
            self = .object(try reader.sortedSet(context, scoresAreText: false))
        case .sortedSetOfText:
            self = .object(try reader.sortedSet(context, scoresAreText: true))
        case .sortedSetZiplist: self = .object(try reader.sortedSetOfZiplist(context))
        case .sortedSetListpack: self = .object(try reader.packedSortedSet(context))
        case .stream: self = .object(try reader.stream(isOlder: false))
        case .olderStream: self = .object(try reader.stream(isOlder: true))
        }
    }
}
