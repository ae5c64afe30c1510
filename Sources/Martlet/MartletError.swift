import MartletEngine

/// Why a command or the start of a server failed.
///
/// What a command replied with as an error has the server's own code and text: for
/// `WRONGTYPE Operation against a key holding the wrong kind of value` the ``code`` is
/// ``Code/wrongType`` and the ``message`` what follows.
public struct MartletError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of an error: the first word of the server's text.
    ///
    /// Codes come from the server, so there may be others than those named here.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The word in capitals.
        public let rawValue: String

        /// Makes a code of a word in capitals.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// `ERR`: most errors, such as those of syntax.
        public static let generic = Code(rawValue: "ERR")
        /// `WRONGTYPE`: the key holds a value of another type.
        public static let wrongType = Code(rawValue: "WRONGTYPE")
        /// `NOAUTH`: a password has to be said first.
        public static let notAuthenticated = Code(rawValue: "NOAUTH")

        /// A setting that can't be taken, at the start.
        public static let configuration = Code(rawValue: "CONFIGURATION")
        /// A socket that can't be listened at, at the start.
        public static let listening = Code(rawValue: "LISTENING")
        /// The server was stopped.
        public static let stopped = Code(rawValue: "STOPPED")
        /// The session was closed: by `QUIT`, by `CLIENT KILL`, or by the program.
        public static let closed = Code(rawValue: "CLOSED")
        /// The reply is of a type that the caller did not expect.
        public static let unexpectedReply = Code(rawValue: "UNEXPECTED")
    }

    /// The kind of the error.
    public let code: Code
    /// What went wrong, as a sentence.
    public let message: String

    /// Makes an error.
    public init(code: Code, message: String) {
        self.code = code
        self.message = message
    }

    /// Makes the error that a server replied with: a code, a blank and a message.
    public init(reply text: String) {
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        code = Code(rawValue: String(parts.first ?? ""))
        message = parts.count > 1 ? String(parts[1]) : ""
    }

    /// The code and the message, as a server replies with them.
    public var description: String {
        message.isEmpty ? code.rawValue : "\(code.rawValue) \(message)"
    }
}

extension MartletError {
    static let stopped = MartletError(code: .stopped, message: "the server was stopped")
    static let closed = MartletError(code: .closed, message: "the session was closed")

    static func unexpected(_ reply: String) -> MartletError {
        MartletError(code: .unexpectedReply, message: "the reply is \(reply)")
    }
}
