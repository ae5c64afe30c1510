import MartletEngine

/// An element with what it is compared by.
struct SortElement {
    let bytes: [UInt8]
    fileprivate(set) var score = 0.0
    /// What the pattern found.
    fileprivate(set) var text: [UInt8]?

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }
}

/// Which of two elements comes first.
struct SortOrder {
    let isDescending: Bool
    /// Whether elements are compared as text, not as numbers.
    let isText: Bool
    /// Whether a pattern tells what they are compared by.
    let hasPattern: Bool
    /// Whether texts are compared by all of their bytes, and not as C compares strings: what is stored
    /// mustn't depend on a locale.
    let isBinary: Bool

    /// Finds what each element is compared by.
    ///
    /// - Throws: The error for what is no number.
    func weigh(
        _ elements: inout [SortElement], by pattern: SortPattern?, in keyspace: inout Keyspace
    ) throws(ReplyError) {
        if isText, pattern == nil { return }
        var isNumber = true
        for i in elements.indices {
            var text = elements[i].bytes
            if let pattern {
                guard let value = pattern.value(for: text, in: &keyspace) else { continue }
                text = value
            }
            if isText {
                elements[i].text = text
            } else if let score = Self.score(text) {
                elements[i].score = score
            } else {
                isNumber = false
            }
        }
        guard isNumber else {
            throw ReplyError("ERR One or more scores can't be converted into double")
        }
    }

    /// Reads a number as C's `strtod` does: none at all is 0, blanks may come first, a zero byte ends
    /// it. What is too small for all digits of a double counts as none.
    private static func score(_ bytes: [UInt8]) -> Double? {
        let text = bytes.prefix { $0 != 0 }
        if text.isEmpty { return 0 }
        let number = Array(text.drop { $0 == 0x20 || (0x09...0x0d).contains($0) })
        guard let score = number.span.parseDouble(), !score.isNaN, !score.isSubnormal else {
            return nil
        }
        return score
    }

    /// Returns a number below, at or above 0 as the first element comes before, with or after the
    /// second.
    func compare(_ first: SortElement, _ second: SortElement) -> Int {
        let result = compareUpwards(first, second)
        return isDescending ? -result : result
    }

    private func compareUpwards(_ first: SortElement, _ second: SortElement) -> Int {
        guard isText else {
            if first.score != second.score { return first.score < second.score ? -1 : 1 }
            return Self.compare(first.bytes, second.bytes)
        }
        guard hasPattern else { return compare(first.bytes, second.bytes) }
        switch (first.text, second.text) {
        case (nil, nil): return 0
        case (nil, _): return -1
        case (_, nil): return 1
        case (let first?, let second?): return compare(first, second)
        }
    }

    private func compare(_ first: [UInt8], _ second: [UInt8]) -> Int {
        isBinary
            ? Self.compare(first, second)
            : Self.compare(first.prefix { $0 != 0 }, second.prefix { $0 != 0 })
    }

    private static func compare(
        _ first: some Sequence<UInt8>, _ second: some Sequence<UInt8>
    ) -> Int {
        if first.lexicographicallyPrecedes(second) { return -1 }
        return second.lexicographicallyPrecedes(first) ? 1 : 0
    }
}
