import MartletEngine
import Testing

@Suite struct ByteBufferDecimalsTests {
    @Test(
        arguments: [
            (0.0, 2, "0.00"), (1.005, 2, "1.00"), (12.345678, 3, "12.346"), (0.0004, 3, "0.000"),
            (99.9, 6, "99.900000"), (1.115, 2, "1.11"), (2.125, 2, "2.12"), (7, 0, "7"),
            (.infinity, 2, "0"), (1e300, 2, "0"),
        ])
    func decimals(value: Double, decimals: Int, expected: String) {
        var buffer = ByteBuffer(capacity: 16)
        buffer.append(value, decimals: decimals)
        #expect(String(copying: buffer.span) == expected)
    }

    @Test(
        arguments: [
            (0, "0B"), (1023, "1023B"), (1024, "1.00K"), (916_400, "894.92K"),
            (25_276_514_304, "23.54G"), (1 << 40, "1.00T"), (.max, "8192.00P"),
        ])
    func humans(count: Int, expected: String) {
        var buffer = ByteBuffer(capacity: 16)
        buffer.append(bytesForHumans: count)
        #expect(String(copying: buffer.span) == expected)
    }
}
