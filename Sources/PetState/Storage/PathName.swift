import Foundation

/// Names that may be part of a path or of a key.
enum PathName {
    /// Returns a text in which only letters, digits, `-` and `_` of ASCII are left as they are, and
    /// dots but for those at its beginning; other bytes are `%XX`.
    static func encoded(_ text: String) -> String {
        var name = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "_"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: ".") where !name.isEmpty: name += "."
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                name += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return name
    }

    /// Returns the text that a name was made of; nil if it wasn't.
    static func decoded(_ name: String) -> String? { name.removingPercentEncoding }
}

/// Names that occur once.
enum UniqueName {
    static func make() -> String { UUID().uuidString }
}
