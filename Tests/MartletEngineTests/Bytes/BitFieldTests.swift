import MartletEngine
import Testing

@Suite struct BitFieldTests {
    /// What was set is read again, and nothing beside it changes.
    @Test(arguments: [1, 2] as [UInt64])
    func setAndGet(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        for _ in 0..<2000 {
            let isSigned = random.next() % 2 == 0
            let width = 1 + Int(random.next() % (isSigned ? 64 : 63))
            let field = try #require(BitField(isSigned: isSigned, width: width))
            let offset = Int(random.next() % 100)
            let before = (0..<24).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let value = Int(truncatingIfNeeded: random.next())
            let fitted = try #require(field.fit(value, overflow: .wrap))

            var bytes = before
            var span = bytes.mutableSpan
            field.set(value, in: &span, at: offset)
            let stored = field.value(in: bytes.span, at: offset)
            #expect(stored == fitted)
            for bit in 0..<192 where bit < offset || bit >= offset + width {
                #expect(Self.bit(bit, bytes) == Self.bit(bit, before))
            }
            for bit in 0..<width {
                let expected = value >> (width - 1 - bit) & 1 == 1
                #expect(Self.bit(offset + bit, bytes) == expected)
            }
        }
    }

    /// Zeros follow the string's end.
    @Test func readsBeyondTheEnd() throws {
        let field = try #require(BitField(isSigned: false, width: 16))
        let bytes: [UInt8] = [0xff]
        let values = [0, 4, 100].map { field.value(in: bytes.span, at: $0) }
        #expect(values == [0xff00, 0xf000, 0])
    }

    @Test(arguments: [(true, 0), (true, 65), (false, 0), (false, 64), (true, -1)])
    func refusesWidths(isSigned: Bool, width: Int) {
        #expect(BitField(isSigned: isSigned, width: width) == nil)
    }

    /// Wrapped and saturated sums, as BITFIELD answers in 7.0.15.
    @Test(arguments: [
        (false, 8, 250, 10, 4, 255), (false, 8, 5, -10, 251, 0), (true, 8, 120, 10, -126, 127),
        (true, 8, -120, -10, 126, -128), (false, 63, Int.max, 1, 0, Int.max),
        (true, 64, Int.max, 1, Int.min, Int.max), (true, 64, Int.min, -1, Int.max, Int.min),
        (false, 1, 1, 1, 0, 1), (true, 1, -1, -1, 0, -1), (false, 8, 0, Int.min, 0, 0),
    ])
    func overflow(
        isSigned: Bool, width: Int, value: Int, increment: Int, wrapped: Int, saturated: Int
    ) throws {
        let field = try #require(BitField(isSigned: isSigned, width: width))
        #expect(field.sum(value, increment, overflow: .wrap) == wrapped)
        #expect(field.sum(value, increment, overflow: .saturate) == saturated)
        #expect(field.sum(value, increment, overflow: .fail) == nil)
    }

    /// A negative value set into an unsigned field is a large one.
    @Test func negativeValueOverflowsUpwards() throws {
        let field = try #require(BitField(isSigned: false, width: 8))
        #expect(field.fit(-1, overflow: .wrap) == 255)
        #expect(field.fit(-1, overflow: .saturate) == 255)
        #expect(field.fit(-256, overflow: .wrap) == 0)
        #expect(field.fit(-1, overflow: .fail) == nil)
    }

    /// What is too small by more than 64 bits can tell saturates at the wrong end, as in 7.0.15.
    @Test(arguments: [
        (8, Int.min, 127), (8, Int.min + 127, 127), (8, Int.min + 128, -128),
        (63, Int.min, Int.max >> 1), (63, Int.min >> 1 - 1, Int.max >> 1), (64, Int.min, Int.min),
    ])
    func farTooSmallSaturatesUpwards(width: Int, value: Int, expected: Int) throws {
        let field = try #require(BitField(isSigned: true, width: width))
        #expect(field.fit(value, overflow: .saturate) == expected)
    }

    private static func bit(_ position: Int, _ bytes: [UInt8]) -> Bool {
        bytes[position >> 3] >> (7 - UInt8(position & 7)) & 1 == 1
    }
}
