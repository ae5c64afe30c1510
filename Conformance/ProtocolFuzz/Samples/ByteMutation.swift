import ConformanceKit

/// Changes to the bytes of requests: in what the protocol counts with, in its line ends, and anywhere.
enum ByteMutation: CaseIterable {
    case number
    case lineEnd
    case marker
    case byte
    case insertion
    case removal
    case repetition
    case truncation
    case garbage

    /// What a count may be instead.
    private static let numbers = [
        "0", "-1", "-0", "-2", "+1", "01", "1 ", " 1", "", "x", "1x", "1.0", "0x1", "2", "3", "7",
        "63", "64", "65", "16384", "65536", "1048576", "1048577", "16777216", "536870912",
        "536870913", "2147483647", "2147483648", "-2147483648", "4294967296",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808",
        "-9223372036854775809", "18446744073709551616", "99999999999999999999999999999999999",
        "1\0", "\u{0}", "1\n", "1\r", "1\r\r",
    ].map { Array($0.utf8) }

    private static let lineEnds: [[UInt8]] = [
        [], [10], [13], [13, 13, 10], [10, 13], [13, 0], [13, 10, 13, 10], [0], [32, 13, 10],
        [13, 32, 10],
    ]

    private static let pieces: [[UInt8]] = [
        "\"", "'", "\\", "\\x", "\\x4", "\\xzz", "\"\"", "''", " ", "\t", "\0", "*", "$", "*0\r\n",
        "*-1\r\n", "$-1\r\n", "*1\r\n", "$0\r\n\r\n", "\r\n", "\n", "+OK\r\n", ":1\r\n", "-ERR\r\n",
        "%1\r\n", "_\r\n", "POST / HTTP/1.1\r\n", "Host: a\r\n", "GET / HTTP/1.1\r\n", "\u{ff}",
    ].map { Array($0.utf8) }

    /// Changes bytes in this way.
    func change(_ bytes: inout [UInt8], using random: inout SeededRandom) {
        guard !bytes.isEmpty else { return }
        switch self {
        case .number: Self.replace(Self.counts(in: bytes), in: &bytes, by: Self.numbers, &random)
        case .lineEnd: Self.replace(Self.ends(in: bytes), in: &bytes, by: Self.lineEnds, &random)
        case .marker:
            let places = Self.counts(in: bytes).map { $0.lowerBound - 1..<$0.lowerBound }
            Self.replace(places, in: &bytes, by: Self.pieces, &random)
        case .byte: bytes[random.below(bytes.count)] = UInt8(random.below(256))
        case .insertion:
            let piece = Self.pieces[random.below(Self.pieces.count)]
            bytes.insert(contentsOf: piece, at: random.below(bytes.count + 1))
        case .removal: bytes.removeSubrange(Self.range(in: bytes, &random))
        case .repetition:
            let range = Self.range(in: bytes, &random)
            bytes.insert(contentsOf: bytes[range], at: range.upperBound)
        case .truncation: bytes.removeLast(random.below(bytes.count))
        case .garbage:
            let count = 1 + random.below(16)
            let noise = (0..<count).map { _ in UInt8(random.below(256)) }
            bytes.insert(contentsOf: noise, at: random.below(bytes.count + 1))
        }
    }

    private static func replace(
        _ places: [Range<Int>], in bytes: inout [UInt8], by others: [[UInt8]],
        _ random: inout SeededRandom
    ) {
        guard !places.isEmpty else { return }
        let place = places[random.below(places.count)]
        bytes.replaceSubrange(place, with: others[random.below(others.count)])
    }

    /// A range of a few bytes, most of the time.
    private static func range(in bytes: [UInt8], _ random: inout SeededRandom) -> Range<Int> {
        let start = random.below(bytes.count)
        let longest = bytes.count - start
        let count = 1 + random.below(random.below(4) == 0 ? longest : min(longest, 8))
        return start..<start + count
    }

    /// Where numbers stand behind `*` and `$`.
    private static func counts(in bytes: [UInt8]) -> [Range<Int>] {
        bytes.indices.filter { bytes[$0] == UInt8(ascii: "*") || bytes[$0] == UInt8(ascii: "$") }
            .map { marker in
                let end = bytes[(marker + 1)...].firstIndex { $0 < 48 || $0 > 57 } ?? bytes.count
                return marker + 1..<end
            }
    }

    /// Where lines end.
    private static func ends(in bytes: [UInt8]) -> [Range<Int>] {
        bytes.indices.filter { bytes[$0] == 10 }
            .map { $0 > 0 && bytes[$0 - 1] == 13 ? $0 - 1..<$0 + 1 : $0..<$0 + 1 }
    }
}
