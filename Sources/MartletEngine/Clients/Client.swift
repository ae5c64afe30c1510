/// A client of an engine: what its commands leave behind for the next, and what CLIENT LIST tells.
///
/// It is used under the engine's lock only.
package final class Client {
    /// Which replies the client wants.
    package enum ReplyMode {
        case on
        case off
        /// The reply to this command and to the next is left out.
        case skipNext
        /// The reply to this command is left out.
        case skip
    }

    /// What becomes of the client after the command that runs.
    package enum Ending {
        /// The connection is closed when the replies are sent.
        case afterReplies
        /// The connection is closed; what isn't sent is lost.
        case atOnce
        /// The client is heard no more, but its connection stays until somebody else closes it: it
        /// would go after its last reply, of which it wants none.
        case never
    }

    package let handle: ClientHandle
    package let peer: ClientPeer
    /// When the client connected, on the monotonic clock.
    package let connectedAtMicroseconds: Int

    package var name: [UInt8] = []
    package var isMonitor = false
    package var isExemptFromEviction = false
    /// What the client is blocked on; nil if it isn't.
    package internal(set) var wait: BlockedWait?
    /// Called when the wait is over, under the engine's lock: wakes a caller in the same process.
    package var onEndOfWait: (@Sendable () -> Void)?
    /// The client on whose behalf this one waits, if it was made for that.
    package internal(set) var owner: ClientHandle?
    /// What each batch looks at: read once at its beginning, and written once at its end.
    var session: Session

    /// What the client is subscribed to.
    package internal(set) var subscriptions = ClientSubscriptions()
    /// How the client tracks keys; nil if it doesn't.
    package internal(set) var tracking: ClientTracking?
    /// Called when there is something in `outgoing`, under the engine's lock: wakes a reader in the
    /// same process.
    var onMessage: [@Sendable () -> Void] = []

    /// What was queued since MULTI; nil before the first MULTI, and while EXEC runs it.
    var transaction: Transaction?
    /// What EXEC runs.
    var runningSize = Transaction.Size()
    /// The keys that the client watches; nil if it doesn't.
    var watcher: Watcher?

    /// What other clients' commands made for this one; sent by the host.
    package var outgoing = ReplyWriter(capacity: 0)

    /// The bytes of the arguments of the command that waits for the end of CLIENT PAUSE.
    var postponedBytes = 0

    /// Whether the host was asked to look at the client, and hasn't yet.
    var isWaiting = false

    init(_ handle: ClientHandle, _ peer: ClientPeer, now monotonicMicroseconds: Int) {
        self.handle = handle
        self.peer = peer
        connectedAtMicroseconds = monotonicMicroseconds
        session = Session(lastActiveMicroseconds: monotonicMicroseconds)
    }

    /// Whether the client is there for others to see: it was not killed.
    package var isConnected: Bool { ending != .atOnce }

    /// A number of its own, counted from 1.
    package var id: Int { handle.id }
}

extension Client {
    /// What changes from one batch of commands to the next.
    struct Session {
        var version = RESPVersion.two
        var database = 0
        var isAuthenticated = false
        /// Whether a command waits for the end of CLIENT PAUSE.
        var isPostponed = false
        /// Whether the client has to wait, or waited and may not go on yet: what it sends is kept.
        var isHeld = false
        /// Whether the client's own commands may make messages for it.
        var isListening = false
        /// Whether commands are queued until EXEC.
        var isInTransaction = false
        /// Whether one of them was refused, so that EXEC will run none.
        var isTransactionSpoiled = false
        var replyMode = ReplyMode.on
        var ending: Ending?
        var lastRow = -1
        var lastActiveMicroseconds: Int
        var buffers = ClientBuffers()

        /// Notes the end of a batch; returns whether the client goes on.
        @discardableResult
        @inline(__always) mutating func note(
            row: Int, at monotonicMicroseconds: Int, unread: Int = 0
        ) -> Bool {
            lastRow = row
            lastActiveMicroseconds = monotonicMicroseconds
            buffers.unreadCount = unread
            return ending == nil
        }
    }

    package var version: RESPVersion {
        get { session.version }
        set { session.version = newValue }
    }

    /// The index of the selected database.
    package var database: Int {
        get { session.database }
        set { session.database = newValue }
    }

    package var isAuthenticated: Bool {
        get { session.isAuthenticated }
        set { session.isAuthenticated = newValue }
    }

    package var replyMode: ReplyMode {
        get { session.replyMode }
        set { session.replyMode = newValue }
    }

    /// How the client ends after the command that runs, if it does.
    package var ending: Ending? {
        get { session.ending }
        set { session.ending = newValue }
    }

    /// Whether what is written for the client now is left out.
    var isHushed: Bool { replyMode == .off || replyMode == .skip }

    /// Whether commands are queued until EXEC.
    package var isInTransaction: Bool { session.isInTransaction }

    /// What is queued, or what EXEC runs; nil without a transaction.
    package var queueSize: Transaction.Size? {
        isInTransaction ? transaction?.size ?? runningSize : nil
    }

    /// Whether a key changed that the client watches.
    package var hasTouchedKeys: Bool { watcher?.isTouched ?? false }

    /// Whether a command waits for the end of CLIENT PAUSE.
    package var isPostponed: Bool { session.isPostponed }

    /// The bytes of the arguments of the command that waits; 0 if none does.
    package var waitingBytes: Int {
        wait?.argumentBytes ?? (isPostponed ? postponedBytes : 0)
    }

    /// Whether a command waits: for a key, or for the end of CLIENT PAUSE.
    package var isBlocked: Bool { wait != nil || isPostponed }

    /// Whether the client waited, and goes on as soon as the host lets it.
    package var isUnblocked: Bool { session.isHeld && !isBlocked }

    /// Notes whether the client's own commands may make messages for it.
    func didChangeListening() {
        session.isListening = isSubscriber || tracking != nil
    }

    /// Wakes those in the same process who read what is sent to the client.
    func wakeReaders() {
        let readers = onMessage
        onMessage = []
        for wake in readers { wake() }
    }

    /// Whether the client is subscribed to anything: in the second protocol it may do little else.
    package var isSubscriber: Bool { !subscriptions.isEmpty }

    /// Keeps what the client sends until `goOn`.
    func hold(isPostponed: Bool = false) {
        session.isHeld = true
        session.isPostponed = isPostponed
    }

    /// Lets the commands behind the one that waited run.
    func goOn() {
        session.isHeld = false
        session.isPostponed = false
    }

    /// Wakes who waits for the client's reply, as the wait is over.
    func endWait() {
        let wake = onEndOfWait
        onEndOfWait = nil
        wake?()
    }

    /// Notes that a command ended, for CLIENT REPLY SKIP: that is about the reply to itself, and to
    /// the command that comes next.
    func didEndCommand() {
        switch replyMode {
        case .skipNext: replyMode = .skip
        case .skip: replyMode = .on
        case .on, .off: break
        }
    }

    /// Writes the reply to a command that waited, if the client wants one.
    func writeOutgoing<Failure>(
        _ write: (inout ReplyWriter) throws(Failure) -> Void
    ) throws(Failure) {
        outgoing.version = version
        let kept = outgoing.buffer.count
        try write(&outgoing)
        guard replyMode != .on else { return }
        outgoing.removeLast(keeping: kept)
    }

    /// Moves what others made for the client behind its replies, while a batch of its own runs.
    func moveOutgoing(into reply: inout ReplyWriter) {
        guard peer.origin != .inProcess, outgoing.buffer.count > 0 else { return }
        reply.append(outgoing)
        outgoing.removeAll(keepingAtMost: 0)
    }

    /// The row of the command that ran last, -1 before the first.
    package var lastRow: Int { session.lastRow }

    /// When the client last sent something, on the monotonic clock.
    package var lastActiveMicroseconds: Int { session.lastActiveMicroseconds }

    /// How the connection's buffers stand, as of its last batch.
    package var buffers: ClientBuffers { session.buffers }
}

/// Where a client's requests come from.
package struct ClientPeer: Sendable {
    package enum Origin: Sendable {
        case tcp
        case unixSocket
        /// The program that the engine is embedded in.
        case inProcess
    }

    package let origin: Origin
    /// The address of the peer, as `127.0.0.1:4711` or `/path:0`.
    package let address: String
    /// The address that the peer connected to.
    package let localAddress: String
    /// Whether the peer is on this machine.
    package let isLocal: Bool
    /// The number of the socket's descriptor, -1 without one.
    package let descriptor: Int

    package init(
        origin: Origin, address: String, localAddress: String, isLocal: Bool, descriptor: Int
    ) {
        self.origin = origin
        self.address = address
        self.localAddress = localAddress
        self.isLocal = isLocal
        self.descriptor = descriptor
    }

    /// The program that the engine is embedded in.
    package static let inProcess = ClientPeer(
        origin: .inProcess, address: "in-process:0", localAddress: "in-process:0", isLocal: true,
        descriptor: -1)
}

/// How many bytes wait in a connection's buffers, in either direction.
package struct ClientBuffers: Sendable {
    /// What came with the command that runs; else the beginning of one whose rest is still to come.
    package internal(set) var unreadCount = 0
    package var unreadCapacity = 0
    /// The bytes that the socket has not yet taken.
    package var unsentCount = 0

    package init() {}
}
