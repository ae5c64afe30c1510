import MartletEngine

/// Makes bytes of all values and values of the bytes, as if they had been saved and loaded: a value
/// gets the encoding that it has after a start.
package enum DataReload {
    /// - Throws: `ReplyError.badDataFormat`, which what was just written never is.
    package static func run(_ call: inout CommandCall) throws(ReplyError) {
        let context = RDBContext(&call)
        var statistics = LoadStatistics()
        for index in 0..<call.databaseCount {
            let (loaded, expired) = try call.withDatabase(index) {
                (keyspace) throws(ReplyError) in try keyspace.reload(context)
            }
            statistics.loaded += loaded
            statistics.expired += expired
        }
        call.statistics.lastLoad = statistics
        call.invalidateAll()
        call.didSave()
    }
}

/// A key with its value, as it would stand in a file.
private struct SavedKey {
    let key: [UInt8]
    let value: [UInt8]
    let deadline: Int?

    init(_ entry: borrowing Entry, _ context: RDBContext) {
        var writer = RDBWriter(compresses: context.compresses)
        writer.append(value: entry)
        key = [UInt8](entry.key)
        value = [UInt8](writer.finish().span)
        deadline = entry.deadline
    }
}

extension Keyspace {
    /// Keys whose time is over are left out. Nobody is told of keys that are loaded. Returns how many
    /// there are of both.
    fileprivate mutating func reload(
        _ context: RDBContext
    ) throws(ReplyError) -> (loaded: Int, expired: Int) {
        var saved: [SavedKey] = []
        forEachStored { entry in saved.append(SavedKey(entry, context)) }
        removeAll()
        let wasNoticingNew = noticesNew
        noticesNew = false
        defer { noticesNew = wasNoticingNew }
        for one in saved where one.deadline ?? .max > now {
            let expiry: ExpiryChange = one.deadline.map { .at($0) } ?? .clear
            switch try RDBValue(one.value.span, context) {
            case .string(let blob): setString(adopting: blob, at: one.key.span, expiry: expiry)
            case .object(let object): store(object, at: one.key.span, expiry: expiry)
            }
        }
        return (count, saved.count - count)
    }
}
