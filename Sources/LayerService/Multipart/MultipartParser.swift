/// Reads a form with files (RFC 7578) from its bytes as they come, a piece at a time.
///
/// It is strict: nothing may stand before the first part, each part says its name, and the last is
/// followed by the end. A part's head, and the number of parts, have limits; the size of the data is
/// for the caller to count.
struct MultipartParser {
    /// What was read.
    enum Event: Hashable {
        /// A part begins.
        case part(MultipartHead)
        /// Some of its data.
        case data([UInt8])
        /// The part is over.
        case endOfPart
    }

    /// Why a text isn't a form.
    struct Failure: Error, Hashable, Sendable {
        let reason: String
    }

    private enum State {
        /// Before the first delimiter.
        case start
        /// Behind a delimiter, where a line break or two dashes have to follow.
        case delimiter
        case head
        case data
        case end
    }

    private static let longestHead = 8192
    private static let mostParts = 32

    private var state = State.start
    private var buffer: [UInt8] = []
    private var parts = 0
    /// A line break, two dashes and the boundary.
    private let delimiter: [UInt8]

    /// Makes a parser of forms whose parts are divided so.
    init(boundary: String) {
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// Reads some bytes.
    ///
    /// - Throws: ``Failure``.
    mutating func read(_ bytes: some Sequence<UInt8>) throws(Failure) -> [Event] {
        buffer.append(contentsOf: bytes)
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// Checks that the form is over.
    ///
    /// - Throws: ``Failure`` if it isn't.
    func finish() throws(Failure) {
        guard state == .end else { throw Failure(reason: "the form ends too soon") }
    }

    /// Goes on by one step; returns false if that takes more bytes.
    private mutating func step(_ events: inout [Event]) throws(Failure) -> Bool {
        switch state {
        case .start: return try readStart()
        case .delimiter: return try readDelimiter()
        case .head: return try readHead(&events)
        case .data: return readData(&events)
        case .end:
            // What stands behind the end means nothing; it is dropped.
            buffer.removeAll()
            return false
        }
    }

    private mutating func readStart() throws(Failure) -> Bool {
        let first = delimiter.dropFirst(2)
        guard buffer.count >= first.count else {
            guard first.starts(with: buffer) else { throw .noBoundary }
            return false
        }
        guard buffer.starts(with: first) else { throw .noBoundary }
        buffer.removeFirst(first.count)
        state = .delimiter
        return true
    }

    private mutating func readDelimiter() throws(Failure) -> Bool {
        guard buffer.count >= 2 else { return false }
        switch (buffer[0], buffer[1]) {
        case (0x0d, 0x0a):
            parts += 1
            guard parts <= Self.mostParts else {
                throw Failure(reason: "the form has more than \(Self.mostParts) parts")
            }
            state = .head
        case (UInt8(ascii: "-"), UInt8(ascii: "-")): state = .end
        default: throw Failure(reason: "behind a boundary there is no line break")
        }
        buffer.removeFirst(2)
        return true
    }

    private mutating func readHead(_ events: inout [Event]) throws(Failure) -> Bool {
        guard let end = Self.firstIndex(of: [13, 10, 13, 10], in: buffer) else {
            guard buffer.count <= Self.longestHead else {
                throw Failure(reason: "the head of a part is too long")
            }
            return false
        }
        guard end <= Self.longestHead else {
            throw Failure(reason: "the head of a part is too long")
        }
        events.append(.part(try MultipartHead(Array(buffer[..<end]))))
        // The last line break stays: it belongs to the delimiter if there are no data.
        buffer.removeFirst(end + 2)
        state = .data
        return true
    }

    private mutating func readData(_ events: inout [Event]) -> Bool {
        if let end = Self.firstIndex(of: delimiter, in: buffer) {
            // Before the data there is the line break that the head left.
            if end > 0 { appendData(Array(buffer[..<end]), &events) }
            events.append(.endOfPart)
            buffer.removeFirst(end + delimiter.count)
            isInData = false
            state = .delimiter
            return true
        }
        // What may be the beginning of a delimiter waits.
        let safe = buffer.count - delimiter.count + 1
        if safe > 2 {
            appendData(Array(buffer[..<safe]), &events)
            buffer.removeFirst(safe)
        }
        return false
    }

    /// Whether data of the part were read, and so the line break before them.
    private var isInData = false

    private mutating func appendData(_ bytes: [UInt8], _ events: inout [Event]) {
        let data = isInData ? bytes : Array(bytes.dropFirst(2))
        isInData = true
        if !data.isEmpty { events.append(.data(data)) }
    }

    /// Returns where some bytes begin in others. It looks for the first byte only, until that is there.
    private static func firstIndex(of part: [UInt8], in bytes: [UInt8]) -> Int? {
        var start = 0
        while let index = bytes[start...].firstIndex(of: part[0]) {
            guard index + part.count <= bytes.count else { return nil }
            if bytes[index..<(index + part.count)].elementsEqual(part) { return index }
            start = index + 1
        }
        return nil
    }
}

extension MultipartParser.Failure {
    fileprivate static let noBoundary = Self(reason: "the form doesn't begin with its boundary")
}
