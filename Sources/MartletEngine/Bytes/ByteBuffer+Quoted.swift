extension ByteBuffer {
    /// Appends `bytes` in quotes, with escapes for what isn't printable ASCII.
    package mutating func appendQuoted(_ bytes: Span<UInt8>) {
        append("\"")
        for i in bytes.indices {
            switch bytes[i] {
            case UInt8(ascii: "\\"), UInt8(ascii: "\""):
                append("\\")
                append(bytes[i])
            case UInt8(ascii: "\n"): append("\\n")
            case UInt8(ascii: "\r"): append("\\r")
            case UInt8(ascii: "\t"): append("\\t")
            case 0x07: append("\\a")
            case 0x08: append("\\b")
            case 0x20...0x7e: append(bytes[i])
            default:
                append("\\x")
                append(Self.hexDigit(bytes[i] >> 4))
                append(Self.hexDigit(bytes[i] & 15))
            }
        }
        append("\"")
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
