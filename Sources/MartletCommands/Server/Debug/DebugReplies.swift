import MartletEngine

/// Replies made to order.
extension DebugCommands {
    static let replies: [Subcommand] = [
        Subcommand("PROTOCOL", 3...3, run: protocolExample),
        Subcommand("ERROR", 3...3, run: error),
    ]

    /// Replies with an example of a type.
    private static func protocolExample(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let type = arguments[2]
        if type.isKeyword("STRING") {
            reply.bulk("Hello World")
        } else if type.isKeyword("INTEGER") {
            reply.integer(12345)
        } else if type.isKeyword("DOUBLE") {
            reply.double(3.141)
        } else if type.isKeyword("BIGNUM") {
            reply.bigNumber("1234567999999999999999999999999999999")
        } else if type.isKeyword("NULL") {
            reply.null()
        } else if type.isKeyword("VERBATIM") {
            reply.verbatim("This is a verbatim\nstring".utf8.span)
        } else if type.isKeyword("TRUE") {
            reply.boolean(true)
        } else if type.isKeyword("FALSE") {
            reply.boolean(false)
        } else {
            try aggregateExample(type, &reply)
        }
    }

    private static func aggregateExample(
        _ type: Span<UInt8>, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        if type.isKeyword("ARRAY") {
            reply.array(3)
            for i in 0..<3 { reply.integer(i) }
        } else if type.isKeyword("SET") {
            reply.set(3)
            for i in 0..<3 { reply.integer(i) }
        } else if type.isKeyword("MAP") {
            reply.map(3)
            for i in 0..<3 {
                reply.integer(i)
                reply.boolean(i == 1)
            }
        } else if type.isKeyword("ATTRIB") {
            if reply.version == .three {
                reply.attribute(1)
                reply.bulk("key-popularity")
                reply.array(2)
                reply.bulk("key:123")
                reply.integer(90)
            }
            reply.bulk("Some real reply following the attribute")
        } else if type.isKeyword("PUSH") {
            guard reply.version == .three else {
                throw ReplyError("ERR RESP2 is not supported by this command")
            }
            reply.push(2)
            reply.bulk("server-cpu-usage")
            reply.integer(42)
            reply.bulk("Some real reply following the push reply")
        } else {
            throw ReplyError(
                """
                ERR Wrong protocol type name. Please use one of the following: \
                string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false
                """)
        }
    }

    /// Replies with the error that was asked for, which nobody counts.
    private static func error(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        reply.error(ReplyError(composing: [UInt8](arguments[2])))
    }
}
