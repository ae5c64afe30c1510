import MartletEngine

/// What RESTORE refuses.
extension ReplyError {
    static var busyKey: ReplyError { ReplyError("BUSYKEY Target key name already exists.") }

    static var badPayload: ReplyError {
        ReplyError("ERR DUMP payload version or checksum are wrong")
    }

    /// The bytes of a value mean nothing, or nothing that may be.
    static var badDataFormat: ReplyError { ReplyError("ERR Bad data format") }
}
