import MartletEngine

extension CommandCall {
    /// Returns the index of a database that `bytes` spell.
    ///
    /// - Throws: `ReplyError.notAnInteger`, `.notAnInt32`, `.databaseOutOfRange`.
    mutating func databaseIndex(_ bytes: Span<UInt8>) throws(ReplyError) -> Int {
        guard let index = bytes.parseInteger() else { throw .notAnInteger }
        guard Int32(exactly: index) != nil else { throw .notAnInt32 }
        guard (0..<databaseCount).contains(index) else { throw .databaseOutOfRange }
        return index
    }
}
