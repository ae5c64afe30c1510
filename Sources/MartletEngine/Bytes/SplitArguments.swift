/// The words of a line as typed into telnet, redis-cli or redis.conf.
///
/// Blanks separate them. `"…"` keeps blanks and knows `\n \r \t \b \a \" \\ \xHH`; `'…'` keeps
/// everything but `\'`. As in C, a zero byte ends the line.
package struct SplitArguments: Equatable, Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// No words.
    package init() {}

    /// Forgets the words.
    package mutating func removeAll() {
        bytes = []
        ends = []
    }

    /// Splits `line`. It is nil if quotes are unbalanced, or followed by something else than a blank.
    package init?(_ line: Span<UInt8>) {
        var scanner = LineScanner(line: line)
        while scanner.skipBlanks() {
            guard scanner.takeWord(into: &bytes) else { return nil }
            ends.append(bytes.count)
        }
    }

    /// The number of words.
    package var count: Int { ends.count }

    /// The word at `index`.
    package subscript(index: Int) -> Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { bytes.span.extracting(range(at: index)) }
    }

    /// The bytes of all the words, one after the other.
    package var joined: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { bytes.span }
    }

    /// Where in `joined` the word at `index` lies.
    package func range(at index: Int) -> Range<Int> {
        (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }
}

/// Reads a line's words from left to right.
private struct LineScanner: ~Escapable {
    let line: Span<UInt8>
    var position = 0

    @_lifetime(copy line)
    init(line: Span<UInt8>) {
        self.line = line
    }

    /// The byte `distance` from the position, or 0 behind the end.
    func byte(_ distance: Int = 0) -> UInt8 {
        position + distance < line.count ? line[position + distance] : 0
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (9...13).contains(byte)
    }

    /// Moves to the next word; returns whether there is one.
    @_lifetime(self: copy self)
    mutating func skipBlanks() -> Bool {
        while Self.isBlank(byte()) { position += 1 }
        return byte() != 0
    }

    /// Takes the word at the position; returns whether its quotes are right.
    @_lifetime(self: copy self)
    mutating func takeWord(into word: inout [UInt8]) -> Bool {
        while true {
            switch byte() {
            case 0, UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
                return true
            case UInt8(ascii: "\""):
                position += 1
                return takeDoubleQuoted(into: &word)
            case UInt8(ascii: "'"):
                position += 1
                return takeSingleQuoted(into: &word)
            case let byte:
                word.append(byte)
                position += 1
            }
        }
    }

    @_lifetime(self: copy self)
    mutating func takeDoubleQuoted(into word: inout [UInt8]) -> Bool {
        while byte() != UInt8(ascii: "\"") {
            guard byte() != 0 else { return false }
            if byte() == UInt8(ascii: "\\"), byte(1) != 0 {
                takeEscape(into: &word)
            } else {
                word.append(byte())
                position += 1
            }
        }
        return closeQuotes()
    }

    @_lifetime(self: copy self)
    mutating func takeEscape(into word: inout [UInt8]) {
        if byte(1) == UInt8(ascii: "x"), let high = HexDigit.value(of: byte(2)),
            let low = HexDigit.value(of: byte(3))
        {
            word.append(high << 4 | low)
            position += 4
            return
        }
        switch byte(1) {
        case UInt8(ascii: "n"): word.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): word.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): word.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "b"): word.append(8)
        case UInt8(ascii: "a"): word.append(7)
        case let other: word.append(other)
        }
        position += 2
    }

    @_lifetime(self: copy self)
    mutating func takeSingleQuoted(into word: inout [UInt8]) -> Bool {
        while byte() != UInt8(ascii: "'") {
            guard byte() != 0 else { return false }
            if byte() == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: "'") { position += 1 }
            word.append(byte())
            position += 1
        }
        return closeQuotes()
    }

    /// Steps over the closing quote, which a blank or the end has to follow.
    @_lifetime(self: copy self)
    mutating func closeQuotes() -> Bool {
        position += 1
        return byte() == 0 || Self.isBlank(byte())
    }
}
