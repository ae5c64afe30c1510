/// What SHA-1 makes of some bytes: five words, the first the most significant.
package struct SHA1Digest: Equatable, Sendable {
    package var words: InlineArray<5, UInt32>

    /// The digest that combines with any other to that other.
    package static var zero: SHA1Digest { SHA1Digest(words: InlineArray(repeating: 0)) }

    package static func == (first: SHA1Digest, second: SHA1Digest) -> Bool {
        first.words.indices.allSatisfy { first.words[$0] == second.words[$0] }
    }

    /// Combines two digests so that the order does not matter.
    package static func ^= (digest: inout SHA1Digest, other: SHA1Digest) {
        for i in digest.words.indices { digest.words[i] ^= other.words[i] }
    }

    /// The twenty bytes.
    package var bytes: InlineArray<20, UInt8> {
        InlineArray { UInt8(truncatingIfNeeded: words[$0 / 4] >> UInt32(24 - $0 % 4 * 8)) }
    }

    /// The forty digits in small letters.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef")
        var text = ""
        for i in bytes.indices {
            text.append(digits[Int(bytes[i] >> 4)])
            text.append(digits[Int(bytes[i] & 15)])
        }
        return text
    }
}

/// SHA-1, by which Redis names scripts and compares data sets. It is no protection against anyone.
package struct SHA1 {
    private var state: InlineArray<5, UInt32> = [
        0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0,
    ]

    private init() {}

    /// Returns the digest of `bytes`, in time linear in their count.
    package static func digest(of bytes: Span<UInt8>) -> SHA1Digest {
        var hash = SHA1()
        var start = 0
        while bytes.count - start >= 64 {
            hash.compress(bytes.extracting(start..<(start + 64)))
            start += 64
        }
        // What is left, a one, zeros, and the count in bits fill one block or two.
        var tail = InlineArray<128, UInt8>(repeating: 0)
        let left = bytes.count - start
        for i in 0..<left { tail[i] = bytes[start + i] }
        tail[left] = 0x80
        let end = left < 56 ? 64 : 128
        let bitCount = UInt64(bytes.count) << 3
        for i in 0..<8 {
            tail[end - 1 - i] = UInt8(truncatingIfNeeded: bitCount >> UInt64(8 * i))
        }
        for block in stride(from: 0, to: end, by: 64) {
            hash.compress(tail.span.extracting(block..<(block + 64)))
        }
        return SHA1Digest(words: hash.state)
    }

    private mutating func compress(_ block: Span<UInt8>) {
        var schedule = InlineArray<80, UInt32>(repeating: 0)
        for i in 0..<16 {
            var word: UInt32 = 0
            for j in 0..<4 { word = word << 8 | UInt32(block[4 * i + j]) }
            schedule[i] = word
        }
        for i in 16..<80 {
            let mixed = schedule[i - 3] ^ schedule[i - 8] ^ schedule[i - 14] ^ schedule[i - 16]
            schedule[i] = mixed.rotatedLeft(by: 1)
        }

        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for i in 0..<80 {
            let (choice, constant): (UInt32, UInt32) =
                switch i {
                case ..<20: (b & c | ~b & d, 0x5a82_7999)
                case ..<40: (b ^ c ^ d, 0x6ed9_eba1)
                case ..<60: (b & c | b & d | c & d, 0x8f1b_bcdc)
                default: (b ^ c ^ d, 0xca62_c1d6)
                }
            let next = a.rotatedLeft(by: 5) &+ choice &+ e &+ constant &+ schedule[i]
            (a, b, c, d, e) = (next, a, b.rotatedLeft(by: 30), c, d)
        }
        state[0] &+= a
        state[1] &+= b
        state[2] &+= c
        state[3] &+= d
        state[4] &+= e
    }
}

extension UInt32 {
    fileprivate func rotatedLeft(by count: UInt32) -> UInt32 {
        self << count | self >> (32 - count)
    }
}
