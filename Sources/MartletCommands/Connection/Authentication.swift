import MartletEngine

extension ConnectionCommands {
    static let authentication: [CommandSpec] = [
        CommandSpec(.auth, summary: "Tells the password, and whose it is.", run: auth),
        CommandSpec(
            .hello, summary: "Chooses the protocol and tells about the server.", run: hello),
    ]

    /// Replies with `OK`; the client may do what the user may.
    static func auth(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        guard arguments.count <= 3 else { throw .syntax }
        call.hide(1..<arguments.count)
        if arguments.count == 2 {
            guard !call.settings.requirePass.isEmpty else { throw .noPasswordConfigured }
            try call.authenticate(
                user: "default".utf8.span, password: arguments[1], in: arguments)
        } else {
            try call.authenticate(
                user: arguments[1], password: arguments[2], in: arguments)
        }
        reply.ok()
    }

    /// Replies with a map that tells the server's name, version and role, and the client's id.
    static func hello(
        _ arguments: Arguments, _ call: inout CommandCall, _ reply: inout ReplyWriter
    ) throws(ReplyError) {
        let options = try HelloOptions(arguments)
        if let secret = options.secret { call.hide(secret) }
        try options.apply(arguments, &call)
        guard !call.needsAuthentication else { throw .helloNeedsAuthentication }
        if let version = options.version { call.client.version = version }
        reply.version = call.client.version
        tellServer(call.client, &reply)
    }

    private static func tellServer(_ client: Client, _ reply: inout ReplyWriter) {
        reply.map(7)
        reply.bulk("server")
        reply.bulk("redis")
        reply.bulk("version")
        reply.bulk(RedisVersion.text)
        reply.bulk("proto")
        reply.integer(client.version.rawValue)
        reply.bulk("id")
        reply.integer(client.id)
        reply.bulk("mode")
        reply.bulk("standalone")
        reply.bulk("role")
        reply.bulk("master")
        reply.bulk("modules")
        reply.array(0)
    }
}

/// The options of HELLO.
///
/// Redis obeys each option before it looks at the next: a name given before an option that it does
/// not know stays. So the options are read twice, here for what is redacted, and to obey them.
struct HelloOptions {
    let version: RESPVersion?
    /// The indices of the last user and password.
    private(set) var secret: Range<Int>?

    /// - Throws: The error for a version that there isn't.
    init(_ arguments: Arguments) throws(ReplyError) {
        guard arguments.count > 1 else {
            version = nil
            return
        }
        guard let number = arguments[1].parseInteger() else {
            throw ReplyError("ERR Protocol version is not an integer or out of range")
        }
        guard let version = RESPVersion(rawValue: number) else {
            throw ReplyError("NOPROTO unsupported protocol version")
        }
        self.version = version
        var index = 2
        while index < arguments.count {
            let rest = arguments.count - index - 1
            if arguments[index].isKeyword("AUTH"), rest >= 2 {
                secret = index + 1..<index + 3
                index += 3
            } else {
                index += 2
            }
        }
    }

    /// - Throws: The error of the first option that can't be obeyed.
    func apply(_ arguments: Arguments, _ call: inout CommandCall) throws(ReplyError) {
        var index = 2
        while index < arguments.count {
            let rest = arguments.count - index - 1
            if arguments[index].isKeyword("AUTH"), rest >= 2 {
                try call.authenticate(
                    user: arguments[index + 1], password: arguments[index + 2], in: arguments)
                index += 3
            } else if arguments[index].isKeyword("SETNAME"), rest >= 1 {
                call.client.name = try ClientName(arguments[index + 1]).bytes
                index += 2
            } else {
                throw .unknownHelloOption(arguments[index])
            }
        }
    }
}

extension CommandCall {
    /// Makes the client the user whose password this is, or notes who tried, and by what command.
    ///
    /// There is one user, `default`, whom any password lets in as long as none is required.
    mutating func authenticate(
        user: Span<UInt8>, password: Span<UInt8>, in arguments: Arguments
    ) throws(ReplyError) {
        let isDefault = user.isEqual(to: "default".utf8.span)
        let isRight =
            settings.requirePass.isEmpty || password.isEqual(to: settings.requirePass.span)
        guard isDefault, isRight else {
            noteFailedAuthentication(of: user, in: arguments)
            throw ReplyError("WRONGPASS invalid username-password pair or user is disabled.")
        }
        client.isAuthenticated = true
    }

    /// Notes that the client that runs a command is not whom it says it is.
    private mutating func noteFailedAuthentication(of user: Span<UInt8>, in arguments: Arguments) {
        var text = ByteBuffer(capacity: 512)
        text.append(describing: client, arguments, &self)
        let refusal = ACLLog.Refusal(
            context: isInTransaction ? .multi : .toplevel, object: [UInt8](arguments[0]),
            username: [UInt8](user))
        let line = [UInt8](text.span).dropLast()
        aclLog.append(
            refusal, of: Array(line), at: clock.wallMilliseconds, limit: settings.aclLogMaxLen)
    }
}

extension Span<UInt8> {
    /// Whether the bytes are the same, told in a time that says nothing about where they differ.
    func isEqual(to other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        var difference: UInt8 = 0
        for i in indices { difference |= self[i] ^ other[i] }
        return difference == 0
    }
}

/// The version of Redis that this server is taken for.
enum RedisVersion {
    static let text = "7.0.15"
}

extension ReplyError {
    static var noPasswordConfigured: ReplyError {
        ReplyError(
            """
            ERR AUTH <password> called without any password configured for the default user. \
            Are you sure your configuration is correct?
            """)
    }

    static var helloNeedsAuthentication: ReplyError {
        ReplyError(
            """
            NOAUTH HELLO must be called with the client already authenticated, otherwise the \
            HELLO AUTH <user> <pass> option can be used to authenticate the client and select the \
            RESP protocol version at the same time
            """)
    }

    static func unknownHelloOption(_ option: Span<UInt8>) -> ReplyError {
        ReplyError(
            composing: Array("ERR Syntax error in HELLO option '".utf8)
                + [UInt8](option.prefixOfText(.max)) + Array("'".utf8))
    }
}
