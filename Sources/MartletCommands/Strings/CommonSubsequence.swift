import MartletEngine

/// The longest common subsequence of two strings, and how it was found.
///
/// Where several are as long, Redis's choice is the one that steps through the second string
/// first, from the ends of both. Only the way back needs to be remembered: a bit for each pair of
/// bytes.
struct CommonSubsequence {
    /// Bytes that follow each other in both strings.
    struct Match: Equatable {
        var first: Range<Int>
        var second: Range<Int>
    }

    /// The common bytes.
    private(set) var bytes: [UInt8] = []
    /// Where they lie, from the last to the first.
    private(set) var matches: [Match] = []

    /// Returns how long it is.
    static func length(of first: Span<UInt8>, _ second: Span<UInt8>) -> Int {
        var lengths = [UInt32](repeating: 0, count: second.count + 1)
        for i in first.indices {
            _ = fill(&lengths, byte: first[i], second) { _, _ in }
        }
        return Int(lengths[second.count])
    }

    init(of first: Span<UInt8>, _ second: Span<UInt8>) {
        let width = (second.count + 64) / 64
        // A set bit: the first string is to be stepped back, else the second.
        var steps = [UInt64](repeating: 0, count: width * first.count)
        var lengths = [UInt32](repeating: 0, count: second.count + 1)
        for i in first.indices {
            _ = Self.fill(&lengths, byte: first[i], second) { word, bits in
                steps[i * width + word] = bits
            }
        }
        bytes.reserveCapacity(Int(lengths[second.count]))

        var (i, j) = (first.count, second.count)
        while i > 0, j > 0 {
            if first[i - 1] == second[j - 1] {
                (i, j) = (i - 1, j - 1)
                bytes.append(first[i])
                extendMatch(i, j)
            } else if steps[(i - 1) * width + (j - 1) >> 6] >> UInt64((j - 1) & 63) & 1 == 1 {
                i -= 1
            } else {
                j -= 1
            }
        }
        bytes.reverse()
    }

    /// Adds a pair of equal bytes, which comes before all others.
    private mutating func extendMatch(_ i: Int, _ j: Int) {
        if let last = matches.last, last.first.lowerBound == i + 1, last.second.lowerBound == j + 1
        {
            matches[matches.count - 1] = Match(
                first: i..<last.first.upperBound, second: j..<last.second.upperBound)
        } else {
            matches.append(Match(first: i..<(i + 1), second: j..<(j + 1)))
        }
    }

    /// Turns the lengths for the first string up to a byte into those with it, and tells for each 64
    /// bytes of the second string where the first is to be stepped back.
    @inline(__always)
    private static func fill(
        _ lengths: inout [UInt32], byte: UInt8, _ second: Span<UInt8>,
        _ record: (Int, UInt64) -> Void
    ) -> UInt32 {
        var lengths = lengths.mutableSpan
        var diagonal: UInt32 = 0
        var left: UInt32 = 0
        var bits: UInt64 = 0
        for j in second.indices {
            let above = lengths[j &+ 1]
            if second[j] == byte {
                left = diagonal &+ 1
            } else if above > left {
                left = above
                bits |= 1 << UInt64(truncatingIfNeeded: j & 63)
            }
            diagonal = above
            lengths[j &+ 1] = left
            if j & 63 == 63 {
                record(j >> 6, bits)
                bits = 0
            }
        }
        record(second.count >> 6, bits)
        return left
    }
}
