import MartletEngine

/// What the stream commands refuse.
extension ReplyError {
    static var invalidStreamID: ReplyError {
        ReplyError("ERR Invalid stream ID specified as stream command argument")
    }

    static var streamIDTooSmall: ReplyError {
        ReplyError(
            """
            ERR The ID specified in XADD is equal or smaller than the target stream top item
            """)
    }

    static var streamElementsTooLarge: ReplyError {
        ReplyError("ERR Elements are too large to be stored")
    }

    static func subcommandSyntax(_ subcommand: Span<UInt8>, of command: String) -> ReplyError {
        let name = String(copying: subcommand.extracting(first: min(128, subcommand.count)))
        return ReplyError(
            composing: "ERR unknown subcommand or wrong number of arguments for '\(name)'. "
                + "Try \(command) HELP.")
    }

    /// A script can't wait, and a command that would is told so. It goes by the name that was given.
    static func blockInScript(_ command: Span<UInt8>) -> ReplyError {
        var text = ByteBuffer(capacity: 128)
        text.append("ERR ")
        text.append(command.prefixOfText(.max))
        text.append(" command is not allowed with BLOCK option from scripts")
        return ReplyError(composing: [UInt8](text.span))
    }

    // MARK: Groups

    /// There is no such group, or no stream.
    static func noGroup(
        _ group: Span<UInt8>, at key: Span<UInt8>, suffix: StaticString = ""
    ) -> ReplyError {
        var text = ByteBuffer(capacity: 128)
        text.append("NOGROUP No such key '")
        text.append(key.prefixOfText(.max))
        text.append("' or consumer group '")
        text.append(group.prefixOfText(.max))
        text.append("'")
        text.append(suffix)
        return ReplyError(composing: [UInt8](text.span))
    }

    /// There is a stream, but no such group.
    static func noGroup(_ group: Span<UInt8>, inStreamAt key: Span<UInt8>) -> ReplyError {
        var text = ByteBuffer(capacity: 128)
        text.append("NOGROUP No such consumer group '")
        text.append(group.prefixOfText(.max))
        text.append("' for key name '")
        text.append(key.prefixOfText(.max))
        text.append("'")
        return ReplyError(composing: [UInt8](text.span))
    }

    static var groupIsGone: ReplyError {
        ReplyError("NOGROUP the consumer group this client was blocked on no longer exists")
    }
}
