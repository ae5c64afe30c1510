import MartletEngine

/// A name that a client gives itself: printable ASCII without blanks; an empty one is none.
struct ClientName {
    let bytes: [UInt8]

    /// - Throws: The error for a name with other characters.
    init(_ name: Span<UInt8>) throws(ReplyError) {
        for i in name.indices where !(0x21...0x7e ~= name[i]) {
            throw ReplyError(
                "ERR Client names cannot contain spaces, newlines or special characters.")
        }
        bytes = [UInt8](name)
    }
}
