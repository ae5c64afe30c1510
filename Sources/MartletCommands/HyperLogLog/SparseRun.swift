import MartletEngine

/// A run of registers of the same rank in the sparse layout, in one byte or two:
///
/// - `00llllll`: up to 64 registers at 0
/// - `01llllll llllllll`: up to 16,384 registers at 0
/// - `1vvvvvll`: up to 4 registers at a rank from 1 to 32
///
/// Lengths are one more than the bits say, and so are ranks.
struct SparseRun: Equatable {
    static let largestRank: UInt8 = 32
    static let longestRanked = 4
    private static let longestShort = 64

    let rank: UInt8
    let length: Int
    let byteCount: Int

    /// Reads the run at `position`. Behind the end of `string` are zeros, as behind Redis's strings.
    init(at position: Int, in string: Span<UInt8>) {
        let byte = string[position]
        if byte & 0x80 != 0 {
            rank = byte >> 2 & 0x1f + 1
            length = Int(byte & 3) + 1
            byteCount = 1
        } else if byte & 0x40 != 0 {
            let low = position + 1 < string.count ? string[position + 1] : 0
            rank = 0
            length = Int(byte & 0x3f) << 8 + Int(low) + 1
            byteCount = 2
        } else {
            rank = 0
            length = Int(byte) + 1
            byteCount = 1
        }
    }

    /// Whether the run is of registers above 0.
    var isRanked: Bool { rank > 0 }

    /// Appends a run of so many registers, none for 0.
    static func append(rank: UInt8, length: Int, to bytes: inout [UInt8]) {
        guard length > 0 else { return }
        let bits = length - 1
        if rank > 0 {
            bytes.append(0x80 | (rank - 1) << 2 | UInt8(bits))
        } else if length <= longestShort {
            bytes.append(UInt8(bits))
        } else {
            bytes.append(0x40 | UInt8(bits >> 8))
            bytes.append(UInt8(bits & 0xff))
        }
    }

    /// Calls `body` with each run of `string` and its first register; returns whether the runs make
    /// just as many registers as there are, and stops where they make more.
    static func forEach(
        in string: Span<UInt8>, _ body: (SparseRun, Int) -> Void
    ) -> Bool {
        var position = HyperLogLogHeader.count
        var first = 0
        while position < string.count {
            let run = SparseRun(at: position, in: string)
            guard first + run.length <= HyperLogLogHeader.registerCount else { return false }
            body(run, first)
            first += run.length
            position += run.byteCount
        }
        return first == HyperLogLogHeader.registerCount
    }
}
