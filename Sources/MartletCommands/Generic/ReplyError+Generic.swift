import MartletEngine

/// What the generic commands refuse.
extension ReplyError {
    static var noSuchKey: ReplyError { ReplyError("ERR no such key") }

    static var sameObject: ReplyError {
        ReplyError("ERR source and destination objects are the same")
    }

    static var databaseOutOfRange: ReplyError { ReplyError("ERR DB index is out of range") }

    static var notAnInt32: ReplyError { notWithin(Int(Int32.min)...Int(Int32.max)) }

    static var invalidCursor: ReplyError { ReplyError("ERR invalid cursor") }

    static var incompatibleWithNX: ReplyError {
        ReplyError("ERR NX and XX, GT or LT options at the same time are not compatible")
    }

    static var laterAndEarlier: ReplyError {
        ReplyError("ERR GT and LT options at the same time are not compatible")
    }

    static func unsupportedOption(_ option: Span<UInt8>) -> ReplyError {
        let text = Array("ERR Unsupported option ".utf8)
        return ReplyError(composing: text + [UInt8](option.prefixOfText(.max)))
    }

    static var frequencyNotTracked: ReplyError {
        ReplyError(
            """
            ERR An LFU maxmemory policy is not selected, access frequency not tracked. \
            Please note that when switching between policies at runtime LRU and LFU data will \
            take some time to adjust.
            """)
    }

    static var idleTimeNotTracked: ReplyError {
        ReplyError(
            """
            ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that \
            when switching between policies at runtime LRU and LFU data will take some time to \
            adjust.
            """)
    }
}
