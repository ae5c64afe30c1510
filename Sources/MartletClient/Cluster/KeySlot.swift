/// Where a key belongs in a cluster: one of 16384 slots.
enum KeySlot {
    static let count = 16_384

    /// Returns the slot of a key: by its hash tag, if it has one.
    static func of(_ key: [UInt8]) -> Int {
        Int(crc16(tag(of: key) ?? key[...])) % count
    }

    /// Returns what is in a key's first braces, if anything is.
    static func tag(of key: [UInt8]) -> ArraySlice<UInt8>? {
        guard let open = key.firstIndex(of: UInt8(ascii: "{")),
            let close = key[(open + 1)...].firstIndex(of: UInt8(ascii: "}")), close > open + 1
        else { return nil }
        return key[(open + 1)..<close]
    }

    static func of(_ key: String) -> Int {
        of(Array(key.utf8))
    }

    /// Returns CRC-16/XMODEM.
    static func crc16(_ bytes: ArraySlice<UInt8>) -> UInt16 {
        bytes.reduce(0) { sum, byte in sum << 8 ^ table[Int(UInt8(sum >> 8) ^ byte)] }
    }

    private static let table: [UInt16] = (0..<256).map { byte in
        (0..<8).reduce(UInt16(byte) << 8) { sum, _ in
            sum & 0x8000 != 0 ? sum << 1 ^ 0x1021 : sum << 1
        }
    }
}
