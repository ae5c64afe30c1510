/// Scores between two bounds.
package struct ScoreRange {
    package var least: Double
    package var most: Double
    /// Whether the least score itself is outside.
    package var excludesLeast: Bool
    package var excludesMost: Bool

    package init(
        from least: Double, excluded excludesLeast: Bool = false, to most: Double,
        excluded excludesMost: Bool = false
    ) {
        self.least = least
        self.most = most
        self.excludesLeast = excludesLeast
        self.excludesMost = excludesMost
    }

    /// Whether no score is within.
    var isEmpty: Bool {
        least > most || least == most && (excludesLeast || excludesMost)
    }

    /// Returns whether a score isn't too small.
    @inline(__always) func reaches(_ score: Double) -> Bool {
        excludesLeast ? score > least : score >= least
    }

    /// Returns whether a score isn't too large.
    @inline(__always) func includes(upTo score: Double) -> Bool {
        excludesMost ? score < most : score <= most
    }
}

/// The part of a range that is wanted: so many elements after so many others.
package struct RangeLimit {
    /// How many elements are passed over; all if it is negative.
    package var offset: Int
    /// The most elements; all if it is negative.
    package var count: Int

    package init(offset: Int = 0, count: Int = -1) {
        self.offset = offset
        self.count = count
    }

    /// Returns the ranks that are left of these, counted from the end if reversed.
    package func part(of ranks: Range<Int>, reversed: Bool) -> Range<Int> {
        guard offset >= 0, offset < ranks.count else { return 0..<0 }
        let left = ranks.count - offset
        let taken = count < 0 ? left : min(count, left)
        let first = reversed ? ranks.upperBound - offset - taken : ranks.lowerBound + offset
        return first..<first + taken
    }
}

extension SortedSetObject {
    /// Returns the ranks of the elements whose scores are within a range.
    package func ranks(in range: ScoreRange) -> Range<Int> {
        guard !range.isEmpty else { return 0..<0 }
        guard isPacked else {
            return storage.readScores { table in
                let first = table.partition { !range.reaches($1) }
                let end = table.partition { range.includes(upTo: $1) }
                return first..<max(first, end)
            }
        }
        var (first, end) = (0, 0)
        storage.readPacked { packed in
            packed.forEachPair(in: 0..<packed.pairCount, reversed: false) { _, element in
                let score = element.score
                guard range.includes(upTo: score) else { return false }
                end += 1
                if !range.reaches(score) { first += 1 }
                return true
            }
        }
        return first..<end
    }
}
