import MartletEngine

/// What an element leaves in a HyperLogLog: one register is at least at a rank.
struct HyperLogLogMark: Equatable {
    /// The lowest bits of the element's hash.
    let register: Int
    /// The place of the lowest bit that is set among the others, counted from 1.
    let rank: UInt8

    private static let registerBits = 14

    init(_ element: Span<UInt8>) {
        let hash = Self.hash(of: element)
        register = Int(hash & (1 << Self.registerBits - 1))
        let rest = hash >> Self.registerBits | 1 << (64 - Self.registerBits)
        rank = UInt8(rest.trailingZeroBitCount + 1)
    }

    /// MurmurHash64A with the seed that Redis gives it, the same on every machine.
    private static func hash(of bytes: Span<UInt8>) -> UInt64 {
        let factor: UInt64 = 0xc6a4_a793_5bd1_e995
        var hash = 0xadc8_3b19 ^ (UInt64(bytes.count) &* factor)
        var position = 0
        while position + 8 <= bytes.count {
            var word = word(in: bytes, at: position, count: 8) &* factor
            word ^= word >> 47
            hash = (hash ^ (word &* factor)) &* factor
            position += 8
        }
        if position < bytes.count {
            hash ^= word(in: bytes, at: position, count: bytes.count - position)
            hash = hash &* factor
        }
        hash = (hash ^ hash >> 47) &* factor
        return hash ^ hash >> 47
    }

    private static func word(in bytes: Span<UInt8>, at position: Int, count: Int) -> UInt64 {
        var word: UInt64 = 0
        for i in 0..<count { word |= UInt64(bytes[position + i]) << UInt64(8 * i) }
        return word
    }
}
