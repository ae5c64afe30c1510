/// Reads replies from bytes that arrive in pieces of any size.
///
/// Feed what was read, then call ``next()`` until it returns nil:
///
///     parser.feed(bytes)
///     while let reply = try parser.next() { … }
///
/// Work done on an incomplete reply is kept, so that a reply in many pieces costs no more than in
/// one. Memory grows with what has arrived, never with what was announced. After an error the
/// parser stays unusable: every further call throws the same error.
public struct ReplyParser: Sendable {
    /// What a reply may be at most.
    public struct Limits: Sendable, Hashable {
        /// The longest string, in bytes.
        public var stringLength = 512 * 1024 * 1024
        /// The longest line: a simple string, an error, a number.
        public var lineLength = 1024 * 1024
        /// The most elements of one array, or pairs of one map.
        public var elementCount = Int(UInt32.max)
        /// How many arrays, maps, sets, pushes and attributes may be inside each other.
        public var depth = 128

        /// Creates the limits of a real server's replies.
        public init() {}
    }

    /// A collection whose elements are still arriving.
    struct Frame: Sendable {
        enum Kind: Sendable { case array, map, set, push, attribute, attributed }

        var kind: Kind
        var remaining: Int
        var elements: [RESPValue] = []
    }

    /// What is read next.
    enum State: Sendable {
        case line
        case bulk(length: Int, verbatim: Bool)
        case failed(ReplyParserError)
    }

    let limits: Limits
    var buffer: [UInt8] = []
    /// Where the reply in progress begins.
    var replyStart = 0
    /// The first byte that belongs to no finished part.
    var position = 0
    /// Up to where no end of line was found.
    var scanned = 0
    var state = State.line
    var frames: [Frame] = []
    private var lastReply = 0..<0

    /// Creates a parser at the beginning of a stream.
    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Adds bytes that were received.
    public mutating func feed(_ bytes: some Collection<UInt8>) {
        discardFinished()
        buffer.append(contentsOf: bytes)
    }

    /// Returns the next whole reply, or nil when more bytes are needed.
    ///
    /// - Throws: ``ReplyParserError`` where the bytes are no reply.
    public mutating func next() throws(ReplyParserError) -> RESPValue? {
        if case .failed(let error) = state { throw error }
        do {
            while var value = try step() {
                while true {
                    guard let finished = add(value) else { break }
                    value = finished
                    if frames.isEmpty {
                        lastReply = replyStart..<position
                        replyStart = position
                        return value
                    }
                }
            }
            return nil
        } catch {
            state = .failed(error)
            throw error
        }
    }

    /// The bytes of the reply that ``next()`` returned last, as they were sent; valid until the next
    /// ``feed(_:)``.
    public var lastReplyBytes: ArraySlice<UInt8> {
        buffer[lastReply]
    }

    /// The bytes that were fed and belong to no reply returned so far.
    public var unfinishedBytes: ArraySlice<UInt8> {
        buffer[replyStart...]
    }

    /// Forgets the bytes of replies that were returned, once they are worth the move.
    private mutating func discardFinished() {
        lastReply = 0..<0
        guard replyStart > 0, replyStart == buffer.count || replyStart >= 64 * 1024 else { return }
        buffer.removeSubrange(..<replyStart)
        position -= replyStart
        scanned -= replyStart
        replyStart = 0
    }

    /// Puts a finished value into the innermost collection; returns what is finished by it: the
    /// value itself on the top level, or the collection; nil where elements are missing still.
    private mutating func add(_ value: RESPValue) -> RESPValue? {
        guard let last = frames.indices.last else { return value }
        frames[last].elements.append(value)
        frames[last].remaining -= 1
        guard frames[last].remaining == 0 else { return nil }
        if frames[last].kind == .attribute {
            // The reply that these attributes speak of follows, and is one value more.
            frames[last].kind = .attributed
            frames[last].remaining = 1
            return nil
        }
        return frames.removeLast().value
    }
}
