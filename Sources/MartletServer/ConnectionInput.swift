import MartletEngine

/// What came over a connection and wasn't used up: the beginning of a command, and how far it was
/// understood. It has no socket: bytes are given to it.
struct ConnectionInput: ~Copyable {
    /// What runs the commands at hand.
    typealias Process = (Span<UInt8>, inout RequestParser) -> Engine.Progress

    /// An idle connection keeps no more room than this.
    private static let idleCapacity = 16 * 1024

    private(set) var parser = RequestParser()
    private var unread = ByteBuffer(capacity: 0)

    /// The number of bytes that wait for the rest of their command.
    var count: Int { unread.count }
    /// The room for such bytes.
    var capacity: Int { unread.capacity }

    /// Runs `process` on what was left over and `bytes`.
    @inline(__always)
    mutating func take(_ bytes: Span<UInt8>, _ process: Process) -> Engine.Progress {
        guard unread.count == 0 else {
            unread.append(bytes)
            return takeAgain(process)
        }
        let progress = process(bytes, &parser)
        let end = parser.isFillingArgument ? parser.position : bytes.count
        if parser.commandStart < end {
            unread.append(bytes.extracting(parser.commandStart..<end))
        }
        parser.didDropCommands()
        return progress
    }

    /// Runs `process` on what was left over.
    @inline(never) mutating func takeAgain(_ process: Process) -> Engine.Progress {
        let progress = Self.run(&unread, &parser, process)
        if parser.isFillingArgument { unread.removeLast(keeping: parser.position) }
        unread.removeFirst(parser.commandStart)
        parser.didDropCommands()
        if unread.count == 0 {
            unread.removeAll(keepingAtMost: Self.idleCapacity)
            parser.trim()
        }
        return progress
    }

    /// A span of a property would keep the others from being changed; that of a parameter doesn't.
    private static func run(
        _ unread: inout ByteBuffer, _ parser: inout RequestParser, _ process: Process
    ) -> Engine.Progress {
        process(unread.span, &parser)
    }

    /// The argument that the next bytes belong to, if they are to be read straight into it.
    var argumentToFill: UnfinishedArgument? { parser.argumentToFill }
}
