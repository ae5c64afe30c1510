import MartletEngine

extension Entry {
    /// Redis makes the integers below this once, and all keys share them.
    private static let sharedIntegerCount = 10_000
    /// What OBJECT ENCODING calls the way in which Redis would store the value.
    var encodingName: StaticString {
        storedObject?.encodingName ?? stringEncoding ?? "raw"
    }

    /// How many references to the value Redis would count.
    func referenceCount(sharesIntegers: Bool) -> Int {
        guard kind == .integer, sharesIntegers, !isRaw else { return 1 }
        return (0..<Self.sharedIntegerCount).contains(integer) ? Int(Int32.max) : 1
    }
}
