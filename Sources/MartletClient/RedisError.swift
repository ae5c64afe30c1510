import Martlet

/// Why a command failed: what the server replied with as an error, or why there is no reply.
///
/// For `WRONGTYPE Operation against a key holding the wrong kind of value` the ``code`` is
/// ``Code/wrongType`` and the ``message`` what follows.
public struct RedisError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of the error.
    public let code: Code
    /// What went wrong, as a sentence.
    public let message: String
    /// Whether the command may have been executed although there is no reply: it was sent, and then
    /// the connection was lost or the time was over. Whoever repeats such a command may do its work
    /// twice.
    public let mayHaveRun: Bool
    /// With ``Code/notReplicated`` what the server replied to the commands, which have run: the element
    /// that was taken out of a list is in no other place any longer. Else empty.
    public let replies: [RESPValue]

    /// Makes an error.
    public init(
        code: Code, message: String, mayHaveRun: Bool = false, replies: [RESPValue] = []
    ) {
        self.code = code
        self.message = message
        self.mayHaveRun = mayHaveRun
        self.replies = replies
    }

    /// Makes the error that a server replied with: a code, a blank and a message.
    public init(reply text: String) {
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(
            code: Code(rawValue: String(parts.first ?? "")),
            message: parts.count > 1 ? String(parts[1]) : "")
    }

    /// The code and the message, as a server replies with them.
    public var description: String {
        message.isEmpty ? code.rawValue : "\(code.rawValue) \(message)"
    }

    /// Whether the server can't be reached at this moment, or can't answer: later it may.
    public var isUnavailable: Bool { Code.unavailable.contains(code) }
}

extension RedisError {
    /// The kind of an error: the first word of the server's text, or one of the client's own.
    ///
    /// Codes come from the server, so there may be others than those named here.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The word in capitals.
        public let rawValue: String

        /// Makes a code of a word in capitals.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        // What servers say.

        /// `ERR`: most errors, such as those of syntax.
        public static let generic = Code(rawValue: "ERR")
        /// `WRONGTYPE`: the key holds a value of another type.
        public static let wrongType = Code(rawValue: "WRONGTYPE")
        /// `NOSCRIPT`: the server doesn't know the script.
        public static let noScript = Code(rawValue: "NOSCRIPT")
        /// `NOGROUP`: there is no such consumer group, or no such stream.
        public static let noGroup = Code(rawValue: "NOGROUP")
        /// `BUSYGROUP`: there is such a consumer group already.
        public static let busyGroup = Code(rawValue: "BUSYGROUP")
        /// `EXECABORT`: a command of a transaction could not be queued, so none ran.
        public static let execAbort = Code(rawValue: "EXECABORT")
        /// `NOAUTH`: a password has to be said first.
        public static let notAuthenticated = Code(rawValue: "NOAUTH")
        /// `WRONGPASS`: user or password are wrong.
        public static let wrongPassword = Code(rawValue: "WRONGPASS")
        /// `LOADING`: the server is reading its data.
        public static let loading = Code(rawValue: "LOADING")
        /// `BUSY`: a script runs for too long.
        public static let busy = Code(rawValue: "BUSY")
        /// `READONLY`: the server is a replica.
        public static let readOnly = Code(rawValue: "READONLY")
        /// `OOM`: the server has no memory left for the command.
        public static let outOfMemory = Code(rawValue: "OOM")
        /// `CROSSSLOT`: keys of one command belong to different nodes of a cluster. The client tells
        /// it before it sends anything.
        public static let crossSlot = Code(rawValue: "CROSSSLOT")
        /// `MOVED`: the key belongs to another node of the cluster.
        public static let moved = Code(rawValue: "MOVED")
        /// `ASK`: the key is on its way to another node of the cluster.
        public static let ask = Code(rawValue: "ASK")
        /// `TRYAGAIN`: some keys of the command are on their way to another node of the cluster.
        public static let tryAgain = Code(rawValue: "TRYAGAIN")
        /// `CLUSTERDOWN`: the cluster lacks a master.
        public static let clusterDown = Code(rawValue: "CLUSTERDOWN")
        /// `UNBLOCKED`: another client ended the wait with an error.
        public static let unblocked = Code(rawValue: "UNBLOCKED")

        // What the client says.

        /// No connection could be made, or it was lost.
        public static let connection = Code(rawValue: "CONNECTION")
        /// There was no reply in time.
        public static let timeout = Code(rawValue: "TIMEOUT")
        /// The client was closed.
        public static let closed = Code(rawValue: "CLOSED")
        /// As many commands wait for their replies as may, or as many connections are in use.
        public static let queueFull = Code(rawValue: "QUEUEFULL")
        /// The watched keys of a transaction changed at every attempt.
        public static let watchLost = Code(rawValue: "WATCHLOST")
        /// Fewer replicas than ``RedisOptions/writeConcern`` asks for have what was written. It stands
        /// on the server nevertheless, and is lost only with that; ``RedisError/replies`` has what the
        /// server replied.
        public static let notReplicated = Code(rawValue: "NOTREPLICATED")
        /// The reply is of a type that the caller did not expect, or can't be read.
        public static let unexpectedReply = Code(rawValue: "UNEXPECTED")
        /// The command can't be sent in this way.
        public static let notAllowed = Code(rawValue: "NOTALLOWED")
        /// The URL can't be understood, or asks for what there isn't.
        public static let invalidURL = Code(rawValue: "INVALIDURL")

        fileprivate static let unavailable: Set<Code> = [
            .connection, .timeout, .queueFull, .loading, .busy, .clusterDown, .tryAgain,
            Code(rawValue: "MASTERDOWN"),
        ]
    }
}

extension RedisError {
    static let closed = RedisError(code: .closed, message: "the client was closed")

    static func unexpected(_ reply: RESPValue) -> RedisError {
        RedisError(code: .unexpectedReply, message: "the reply is \(reply)")
    }

    init(_ error: MartletError) {
        switch error.code {
        case .stopped, .closed: self = RedisError(code: .closed, message: error.message)
        default: self.init(reply: error.description)
        }
    }
}
