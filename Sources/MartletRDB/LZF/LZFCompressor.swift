/// Makes what LibLZF makes of some bytes, as Redis has set it up: bit for bit the same, since
/// payloads are compared.
///
/// Every three bytes are looked up in a table of places that were seen, which is kept from one string
/// to the next and not cleared: the places of the strings before are told by their numbers.
struct LZFCompressor {
    private static let longestRun = 32
    private static let farthest = 1 << 13
    private static let longestMatch = 264

    /// Where three bytes with this hash were last seen, counted over all strings.
    private var places = [UInt32](repeating: 0, count: 1 << 16)
    /// Where the string begins that is compressed.
    private var start = 0

    /// Returns the compressed bytes, or nil if they would be more than `limit`.
    mutating func compress(_ input: Span<UInt8>, limit: Int) -> [UInt8]? {
        guard input.count > 0, limit > 0 else { return nil }
        if start + input.count > Int(UInt32.max) {
            places = Array(repeating: 0, count: places.count)
            start = 0
        }
        defer { start += input.count }

        var output = LZFOutput(limit: limit)
        var position = 0
        while position < input.count - 2 {
            guard let match = match(in: input, at: position) else {
                guard output.append(input[position]) else { return nil }
                position += 1
                continue
            }
            guard output.append(match) else { return nil }
            position += match.count
            if position >= input.count - 2 { break }
            note(position - 2, in: input)
            note(position - 1, in: input)
        }
        guard output.hasRoomForEnd else { return nil }
        while position < input.count {
            output.appendLast(input[position])
            position += 1
        }
        return output.finish()
    }

    /// Returns the bytes before that those at `position` repeat, and notes where these are.
    private mutating func match(in input: Span<UInt8>, at position: Int) -> LZFMatch? {
        let slot = Self.slot(input, position)
        let reference = Int(places[slot]) - start
        places[slot] = UInt32(truncatingIfNeeded: start + position)
        // A match with the very first byte is never taken.
        guard reference > 0, position - reference - 1 < Self.farthest,
            input[reference] == input[position], input[reference + 1] == input[position + 1],
            input[reference + 2] == input[position + 2]
        else { return nil }
        return LZFMatch(
            count: Self.matchCount(input, position, reference),
            distance: position - reference - 1)
    }

    private mutating func note(_ position: Int, in input: Span<UInt8>) {
        places[Self.slot(input, position)] = UInt32(truncatingIfNeeded: start + position)
    }

    private static func slot(_ input: Span<UInt8>, _ position: Int) -> Int {
        let bytes =
            UInt32(input[position]) << 16 | UInt32(input[position + 1]) << 8
            | UInt32(input[position + 2])
        return Int((bytes >> 8 &- bytes &* 5) & 0xffff)
    }

    /// Counts the bytes that are the same. As in LibLZF, the limit is looked at from the 17th byte on
    /// only, so that a match may be two bytes longer than it; without that it ends two bytes before
    /// the string does.
    private static func matchCount(
        _ input: Span<UInt8>, _ position: Int, _ reference: Int
    ) -> Int {
        let limit = min(input.count - position - 2, longestMatch)
        var count = 2
        if limit > 16 {
            for _ in 0..<16 {
                count += 1
                if input[reference + count] != input[position + count] { return count }
            }
        }
        repeat {
            count += 1
        } while count < limit
            && input[reference + count] == input[position + count]
        return count
    }
}

/// Bytes that repeat others before them.
struct LZFMatch {
    let count: Int
    /// One less than how far before they are.
    let distance: Int
}

/// What a compressor writes: runs of bytes as they are, and matches.
private struct LZFOutput {
    private static let longestRun = 32

    private let limit: Int
    private var bytes: [UInt8] = [0]
    /// Where the head of the run is that is being written.
    private var head = 0

    init(limit: Int) {
        self.limit = limit
    }

    private var runCount: Int { bytes.count - head - 1 }

    /// Appends a byte to the run, if there is room for it.
    mutating func append(_ byte: UInt8) -> Bool {
        guard bytes.count < limit else { return false }
        appendLast(byte)
        return true
    }

    /// Appends a byte to the run.
    mutating func appendLast(_ byte: UInt8) {
        bytes.append(byte)
        guard runCount == Self.longestRun else { return }
        endRun()
        beginRun()
    }

    /// Appends a match, if there is room for it.
    mutating func append(_ match: LZFMatch) -> Bool {
        guard bytes.count - (runCount == 0 ? 1 : 0) + 4 < limit else { return false }
        endRun()
        let count = match.count - 2
        let high = UInt8(match.distance >> 8)
        if count < 7 {
            bytes.append(high | UInt8(count << 5))
        } else {
            bytes.append(high | 7 << 5)
            bytes.append(UInt8(count - 7))
        }
        bytes.append(UInt8(match.distance & 0xff))
        beginRun()
        return true
    }

    /// Whether there is room for the bytes after the last match that might have been.
    var hasRoomForEnd: Bool { bytes.count + 3 <= limit }

    mutating func finish() -> [UInt8] {
        endRun()
        return bytes
    }

    private mutating func beginRun() {
        head = bytes.count
        bytes.append(0)
    }

    private mutating func endRun() {
        if runCount == 0 {
            bytes.removeLast()
        } else {
            bytes[head] = UInt8(runCount - 1)
        }
    }
}
