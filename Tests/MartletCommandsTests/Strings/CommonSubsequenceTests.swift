import Testing

@testable import MartletCommands

@Suite struct CommonSubsequenceTests {
    /// The bytes are common to both strings, as many as there can be, and lie where the matches say.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func agreesWithTheWholeTable(seed: UInt64) {
        var random = SplitMix(state: seed)
        for step in 0..<60 {
            let first = Self.bytes(count: step * 2, &random)
            let second = Self.bytes(count: Int(random.next() % 150), &random)
            let common = CommonSubsequence(of: first.span, second.span)
            let length = CommonSubsequence.length(of: first.span, second.span)
            #expect(length == Self.length(first, second))
            #expect(common.bytes.count == length)
            let inFirst = common.matches.reversed().flatMap { first[$0.first] }
            let inSecond = common.matches.reversed().flatMap { second[$0.second] }
            #expect(inFirst == common.bytes)
            #expect(inSecond == common.bytes)
        }
    }

    private static func bytes(count: Int, _ random: inout SplitMix) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next() % 4) }
    }

    private static func length(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var table = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in a.indices {
            for j in b.indices {
                table[i + 1][j + 1] =
                    a[i] == b[j] ? table[i][j] + 1 : max(table[i][j + 1], table[i + 1][j])
            }
        }
        return table[a.count][b.count]
    }
}

/// A generator that repeats itself.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
