/// A set of operations, by their places in a list: a long run from its beginning, and a few behind.
struct OperationSet: Hashable {
    /// All before this one are members, and it is none.
    private(set) var firstOpen = 0
    /// A bit for each operation from the word on that has `firstOpen`; none of the words at the end
    /// is empty.
    private var words: [UInt64] = []

    /// Whether an operation, not before `firstOpen`, is a member.
    func contains(_ index: Int) -> Bool {
        let word = index / 64 - firstOpen / 64
        return word < words.count && words[word] & (1 << UInt64(index % 64)) != 0
    }

    mutating func insert(_ index: Int) {
        guard index >= firstOpen else { return }
        let word = index / 64 - firstOpen / 64
        while words.count <= word { words.append(0) }
        words[word] |= 1 << UInt64(index % 64)
        while contains(firstOpen) {
            firstOpen += 1
            if firstOpen % 64 == 0 { words.removeFirst() }
        }
        if words == [0] { words = [] }
    }

    /// The last member's place; -1 without members.
    var last: Int {
        guard let word = words.lastIndex(where: { $0 != 0 }) else { return firstOpen - 1 }
        return (firstOpen / 64 + word) * 64 + 63 - words[word].leadingZeroBitCount
    }
}
