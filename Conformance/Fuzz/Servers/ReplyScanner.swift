/// Finds where replies end, without making values of them.
struct ReplyScanner {
    /// That the bytes are no reply.
    struct Unreadable: Error {}

    /// All bytes that were received.
    private(set) var bytes: [UInt8] = []
    /// Where each whole reply ends.
    private(set) var ends: [Int] = []

    /// Adds bytes that were received.
    mutating func feed(_ new: [UInt8]) throws(Unreadable) {
        bytes += new
        while let end = try Self.end(in: bytes, from: ends.last ?? 0) { ends.append(end) }
    }

    /// Forgets everything, and keeps the memory.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Returns the bytes of one reply.
    func reply(_ index: Int) -> [UInt8] {
        Array(bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
    }

    /// Returns where the reply that begins somewhere ends, nil where it has not all arrived.
    private static func end(in bytes: [UInt8], from start: Int) throws(Unreadable) -> Int? {
        let span = bytes.span
        var position = start
        var missing = 1
        while missing > 0 {
            guard position < span.count else { return nil }
            let type = span[position]
            position += 1
            var number = 0
            var isNegative = false
            while position < span.count, span[position] != UInt8(ascii: "\r") {
                let byte = span[position]
                if byte == UInt8(ascii: "-") { isNegative = true }
                number = number &* 10 &+ Int(byte & 15)
                position += 1
            }
            guard position + 1 < span.count else { return nil }
            guard span[position + 1] == UInt8(ascii: "\n") else { throw Unreadable() }
            position += 2
            missing -= 1
            switch type {
            case UInt8(ascii: "$"), UInt8(ascii: "="):
                if !isNegative { position += number + 2 }
            case UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: ">"):
                if !isNegative { missing += number }
            case UInt8(ascii: "%"): missing += number * 2
            case UInt8(ascii: "|"): missing += number * 2 + 1
            case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "_"),
                UInt8(ascii: ","), UInt8(ascii: "#"), UInt8(ascii: "("):
                break
            default: throw Unreadable()
            }
        }
        return position <= span.count ? position : nil
    }
}
