/// Pairs of a member and its score, in order of the scores, then of the members: what a small
/// sorted set is.
extension PackedList {
    /// Returns the position of the pair whose member this is, or nil.
    func findPair(_ member: Span<UInt8>) -> PackedPosition? {
        find(member, from: first, skipping: 1)
    }

    /// Returns the score of the pair at `position`.
    func scoreOfPair(at position: PackedPosition) -> Double {
        guard let scorePosition = self.position(after: position) else { return 0 }
        return element(at: scorePosition).score
    }

    /// Puts a pair where it belongs.
    mutating func insertPair(_ member: Span<UInt8>, score: Double) {
        insertPair(member, score: score, at: placeOfPair(member, score: score))
    }

    /// Puts a pair behind all others.
    mutating func appendPair(_ member: Span<UInt8>, score: Double) {
        insertPair(member, score: score, at: end)
    }

    /// Returns where a pair belongs.
    private func placeOfPair(_ member: Span<UInt8>, score: Double) -> PackedPosition {
        var position = first
        while let current = position, let scorePosition = self.position(after: current) {
            let other = element(at: scorePosition).score
            if other > score { return current }
            if other == score, element(at: current).withBytes({ member.precedes($0) }) {
                return current
            }
            position = self.position(after: scorePosition)
        }
        return end
    }

    private mutating func insertPair(
        _ member: Span<UInt8>, score: Double, at place: PackedPosition
    ) {
        insert(member, before: place)
        let scorePlace = position(after: place) ?? end
        // Zero loses its sign here, as it does in Redis.
        if let integer = Int(exactly: score), abs(score) <= 0x1p62 {
            insert(integer: integer, before: scorePlace)
        } else {
            insert(DoubleText(score).span, before: scorePlace)
        }
    }

    /// Removes the pair at `position`.
    mutating func removePair(at position: PackedPosition) {
        remove(2, at: position)
    }
}

// MARK: - By rank

extension PackedList {
    /// Calls `body` with the pairs of the ranks, from the last one down if reversed, until it returns
    /// false.
    @inline(__always)
    borrowing func forEachPair(
        in ranks: Range<Int>, reversed: Bool,
        _ body: (_ member: PackedElement, _ score: PackedElement) -> Bool
    ) {
        guard !ranks.isEmpty else { return }
        var left = ranks.count
        var position = self.position(
            at: 2 * (reversed ? ranks.upperBound - 1 : ranks.lowerBound))
        while left > 0, let current = position, let score = self.position(after: current) {
            guard body(element(at: current), element(at: score)) else { return }
            left &-= 1
            if reversed {
                position = self.position(before: current).flatMap { self.position(before: $0) }
            } else {
                position = self.position(after: score)
            }
        }
    }
}

extension PackedElement {
    /// The score that the element is.
    @inline(__always) package var score: Double {
        switch self {
        case .integer(let integer): Double(integer)
        // Only a payload from elsewhere may hold what isn't a number.
        case .bytes(let text): text.parseDouble() ?? 0
        }
    }
}
