/// What a client sent and wasn't used up: the beginning of a command, and how far it was understood.
///
/// It has no socket: bytes are given to it.
package struct RequestBuffer: ~Copyable {
    /// An idle client keeps no more room than this.
    private static let idleCapacity = 16 * 1024

    package var parser = RequestParser()
    private var unread = ByteBuffer(capacity: 0)

    package init() {}

    /// The number of bytes that wait for the rest of their command.
    package var count: Int { unread.count }
    /// The same, with what has come of an argument that has memory of its own.
    package var pendingCount: Int { unread.count + (parser.argumentToFill?.blob.count ?? 0) }
    /// The room for such bytes.
    package var capacity: Int { unread.capacity }

    /// The argument that the next bytes belong to, if they are to be read straight into it.
    package var argumentToFill: UnfinishedArgument? { parser.argumentToFill }

    /// Runs `process`, which takes commands until there is none that is whole, on what was left over
    /// and `bytes`.
    package mutating func take<Result>(
        _ bytes: Span<UInt8>, _ process: (Span<UInt8>, inout RequestParser) -> Result
    ) -> Result {
        guard unread.count == 0 else {
            unread.append(bytes)
            return takeAgain(process)
        }
        let result = process(bytes, &parser)
        let end = parser.isFillingArgument ? parser.position : bytes.count
        if parser.commandStart < end {
            unread.append(bytes.extracting(parser.commandStart..<end))
        }
        parser.didDropCommands()
        return result
    }

    /// Runs `process` on what was left over.
    @inline(never) package mutating func takeAgain<Result>(
        _ process: (Span<UInt8>, inout RequestParser) -> Result
    ) -> Result {
        let result = Self.run(&unread, &parser, process)
        if parser.isFillingArgument { unread.removeLast(keeping: parser.position) }
        unread.removeFirst(parser.commandStart)
        parser.didDropCommands()
        if unread.count == 0 {
            unread.removeAll(keepingAtMost: Self.idleCapacity)
            parser.trim()
        }
        return result
    }

    /// A span of a property would keep the others from being changed; that of a parameter doesn't.
    private static func run<Result>(
        _ unread: inout ByteBuffer, _ parser: inout RequestParser,
        _ process: (Span<UInt8>, inout RequestParser) -> Result
    ) -> Result {
        process(unread.span, &parser)
    }
}
