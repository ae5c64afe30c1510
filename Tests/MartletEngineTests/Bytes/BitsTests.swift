import MartletEngine
import Testing

@Suite struct BitsTests {
    /// Counting and searching agree with looking at each bit.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func agreesWithSingleBits(seed: UInt64) {
        var random = SplitMix(state: seed)
        for step in 0..<400 {
            let bytes = Self.bytes(count: 1 + step % 70, fill: step % 4, &random)
            let bits: [Bool] = (0..<bytes.count * 8).map { bytes[$0 >> 3] << ($0 & 7) >= 0x80 }
            let a = Int(random.next() % UInt64(bits.count))
            let b = Int(random.next() % UInt64(bits.count))
            let range = min(a, b)..<(max(a, b) + step % 2)
            let (whole, part) = (Bits.count(bytes.span), Bits.count(bytes.span, in: range))
            #expect(whole == bits.count(where: { $0 }))
            #expect(part == bits[range].count(where: { $0 }))
            for isSet in [true, false] {
                let position = Bits.firstPosition(of: isSet, bytes.span, in: range)
                #expect(position == bits[range].firstIndex(of: isSet))
            }
        }
    }

    /// Shorter strings count as if zeros followed.
    @Test(arguments: [BitOperation.and, .or, .xor])
    func combines(operation: BitOperation) {
        var random = SplitMix(state: 9)
        for count in 0..<40 {
            let target = Self.bytes(count: count + Int(random.next() % 20), fill: 3, &random)
            let source = Self.bytes(count: count, fill: 3, &random)
            var result = target
            var span = result.mutableSpan
            Bits.combine(operation, source.span, into: &span)
            for (i, byte) in result.enumerated() {
                let other = i < source.count ? source[i] : 0
                switch operation {
                case .and: #expect(byte == target[i] & other)
                case .or: #expect(byte == target[i] | other)
                case .xor: #expect(byte == target[i] ^ other)
                }
            }
        }
    }

    @Test func inverts() {
        var bytes: [UInt8] = [0, 255, 0x0f]
        var span = bytes.mutableSpan
        Bits.invert(&span)
        #expect(bytes == [255, 0, 0xf0])
    }

    /// Bytes that are all zeros, all ones, nearly so, or random.
    private static func bytes(count: Int, fill: Int, _ random: inout SplitMix) -> [UInt8] {
        (0..<count).map { _ in
            let byte = UInt8(truncatingIfNeeded: random.next())
            switch fill {
            case 0: return 0
            case 1: return 0xff
            case 2: return byte < 16 ? byte : 0xff
            default: return byte
            }
        }
    }
}
