/// What makes a stream of replies unreadable; the connection has to be given up.
public enum ReplyParserError: Error, Hashable, Sendable {
    /// A byte that begins no type of reply.
    case unknownType(UInt8)
    /// A length, an integer or another value that cannot be read.
    case malformed(line: String)
    /// A bulk string that does not end in CR LF.
    case unterminatedBulk
    /// A line without an end, longer than the limit.
    case lineTooLong
    /// A string or a number of elements beyond the limit.
    case tooLarge(Int)
    /// Replies nested deeper than the limit.
    case tooDeep
}
