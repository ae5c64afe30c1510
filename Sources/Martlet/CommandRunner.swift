import MartletEngine

/// What runs commands without a socket: a server, or a session of its own.
///
/// Every call runs one command on the calling thread and returns its reply. There are three ways:
///
/// - Methods for the common commands, such as ``get(_:)`` and
///   ``set(_:_:expiry:condition:)-(_,String,_,_)``.
/// - ``execute(_:)-(String...)`` for any command.
/// - ``withBytes(of:_:)``, which shows a value where it lies.
public protocol CommandRunner: Sendable {
    /// The session whose database, protocol and name the commands use.
    var session: Martlet.Session { get }
}

extension CommandRunner {
    /// Runs a command: its name and its arguments.
    ///
    ///     try server.execute("LCS", "a", "b", "LEN")
    ///
    /// - Throws: ``MartletError``: what the server replied with as an error.
    @discardableResult
    public func execute(_ command: String...) throws(MartletError) -> RESPValue {
        try session.reply { list in
            for word in command { list.append(word.utf8.span) }
        }.orError()
    }

    /// Runs a command: its name and its arguments, of any bytes.
    ///
    /// - Throws: ``MartletError``: what the server replied with as an error.
    @discardableResult
    public func execute(_ command: [[UInt8]]) throws(MartletError) -> RESPValue {
        try session.reply { list in
            for word in command { list.append(word.span) }
        }.orError()
    }

    /// Runs a command and returns its reply, also where that is an error.
    ///
    /// - Throws: ``MartletError`` where there is no reply: the server was stopped, or the session
    ///   closed.
    public func reply(to command: String...) throws(MartletError) -> RESPValue {
        try session.reply { list in
            for word in command { list.append(word.utf8.span) }
        }
    }

    /// Runs a command of any bytes and returns its reply, also where that is an error.
    ///
    /// - Throws: ``MartletError`` where there is no reply: the server was stopped, or the session
    ///   closed.
    public func reply(to command: [[UInt8]]) throws(MartletError) -> RESPValue {
        try session.reply { list in
            for word in command { list.append(word.span) }
        }
    }
}

extension Martlet.Session {
    /// Runs the command that `write` puts together. One whose reply the client doesn't want gets
    /// null.
    func reply(_ write: (inout ArgumentList) -> Void) throws(MartletError) -> RESPValue {
        var reply: RESPValue?
        try run(write) { writer in reply = RESPValue.first(in: writer) }
        return reply ?? .null
    }
}

extension RESPValue {
    /// Returns the reply if it isn't an error.
    func orError() throws(MartletError) -> RESPValue {
        if case .error(let text) = self { throw MartletError(reply: text) }
        return self
    }
}
