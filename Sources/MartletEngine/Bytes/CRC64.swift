/// The checksum of Redis's serialised values: 64 bits by Jones's polynomial, lowest bit first.
package struct CRC64 {
    /// The checksum of the bytes so far.
    package private(set) var value: UInt64 = 0

    package init() {}

    /// Returns the checksum of `bytes`.
    package static func checksum(of bytes: Span<UInt8>) -> UInt64 {
        var crc = CRC64()
        crc.append(bytes)
        return crc.value
    }

    /// Takes further bytes, eight at a time.
    package mutating func append(_ bytes: Span<UInt8>) {
        let tables = Self.tables.span
        var crc = value
        var position = 0
        while bytes.count - position >= 8 {
            for i in 0..<8 { crc ^= UInt64(bytes[position + i]) << UInt64(8 * i) }
            var next: UInt64 = 0
            for i in 0..<8 {
                next ^= tables[(7 - i) << 8 | Int(truncatingIfNeeded: crc >> UInt64(8 * i) & 0xff)]
            }
            crc = next
            position += 8
        }
        while position < bytes.count {
            crc = tables[Int(truncatingIfNeeded: crc & 0xff) ^ Int(bytes[position])] ^ crc >> 8
            position += 1
        }
        value = crc
    }

    /// Eight tables of 256: what a byte does to the checksum when none to seven bytes follow it.
    private static let tables: [UInt64] = {
        let polynomial: UInt64 = 0x95ac_9329_ac4b_c9b5
        var tables = (0..<256 as Range<UInt64>).map { byte in
            (0..<8).reduce(byte) { crc, _ in crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ polynomial }
        }
        for i in 256..<2048 {
            let before = tables[i - 256]
            tables.append(tables[Int(before & 0xff)] ^ before >> 8)
        }
        return tables
    }()
}
