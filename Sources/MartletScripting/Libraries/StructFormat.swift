import MartletEngine

/// Why a format can't be used.
enum StructFailure: Error {
    /// Something is wrong with an argument.
    case argument(Int, String)
    case message(String)
}

/// Reads the format of `struct.pack` and its kin, option by option.
struct StructFormat {
    /// An option, and what it takes.
    struct Item {
        let option: UInt8
        /// The bytes, 0 where that depends on the data.
        var size: Int
        /// The bytes that lie before it.
        let padding: Int
    }

    private static let largestInteger = 32
    private static let largestAlignment = 8

    private let text: [UInt8]
    private var position = 0
    private(set) var isLittleEndian = true
    private var alignment = 1
    private let ignoresLetters: Bool

    /// C's text ends at a zero byte. Letters that are no option are an error, or ignored.
    init(_ text: [UInt8], ignoresLetters: Bool = false) {
        self.ignoresLetters = ignoresLetters
        self.text = Array(text.prefix { $0 != 0 })
    }

    /// Returns the next option that stands for data; nil at the end. `offset` is where it begins, which
    /// has to be within the data, if there is any, before an option is even looked at.
    mutating func next(
        at offset: Int, within dataCount: Int = .max
    ) throws(StructFailure) -> Item? {
        while position < text.count {
            let option = text[position]
            position += 1
            if let size = try size(of: option) {
                return Item(option: option, size: size, padding: padding(option, size, offset))
            }
            guard 0...dataCount ~= offset else { throw .argument(2, "data string too short") }
            try control(option)
        }
        return nil
    }

    private mutating func size(of option: UInt8) throws(StructFailure) -> Int? {
        switch option {
        case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "x"): return 1
        case UInt8(ascii: "h"), UInt8(ascii: "H"): return 2
        case UInt8(ascii: "l"), UInt8(ascii: "L"), UInt8(ascii: "T"), UInt8(ascii: "d"): return 8
        case UInt8(ascii: "f"): return 4
        case UInt8(ascii: "s"): return 0
        case UInt8(ascii: "c"): return try number(default: 1)
        case UInt8(ascii: "i"), UInt8(ascii: "I"):
            let size = try number(default: 4)
            guard size <= Self.largestInteger else {
                throw .message(
                    "integral size \(size) is larger than limit of \(Self.largestInteger)")
            }
            return size
        default: return nil
        }
    }

    private func padding(_ option: UInt8, _ size: Int, _ offset: Int) -> Int {
        guard size > 0, option != UInt8(ascii: "c") else { return 0 }
        let unit = min(size, alignment)
        return (unit - (offset & (unit - 1))) & (unit - 1)
    }

    private mutating func control(_ option: UInt8) throws(StructFailure) {
        switch option {
        case UInt8(ascii: " "): return
        case UInt8(ascii: ">"): isLittleEndian = false
        case UInt8(ascii: "<"): isLittleEndian = true
        case UInt8(ascii: "!"):
            let count = try number(default: Self.largestAlignment)
            guard count > 0, count & (count - 1) == 0 else {
                throw .message("alignment \(count) is not a power of 2")
            }
            alignment = count
        case 48...57, 65...90, 97...122:
            if ignoresLetters { return }
            fallthrough
        default:
            let shown = String(decoding: [option], as: UTF8.self)
            throw .argument(1, "invalid format option '\(shown)'")
        }
    }

    /// Takes the digits that follow.
    private mutating func number(default value: Int) throws(StructFailure) -> Int {
        guard position < text.count, Self.isDigit(text[position]) else { return value }
        var number = 0
        while position < text.count, Self.isDigit(text[position]) {
            number = number * 10 + Int(text[position] - 48)
            guard number <= Int(Int32.max) else { throw .message("integral size overflow") }
            position += 1
        }
        return number
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
