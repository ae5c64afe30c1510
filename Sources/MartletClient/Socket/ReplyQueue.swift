import NIOCore

/// Commands that were sent in one go, and what they wait for.
struct QueuedRequest: Sendable {
    /// When all replies are there.
    enum End: Equatable {
        /// So many have come.
        case count(Int)
        /// One with these bytes has come: what commands that have no reply are followed by.
        case sentinel([UInt8])
    }

    var bytes: [UInt8]
    var end: End
    var replies: [RESPValue] = []
    /// When nobody waits for the replies any longer, however late they come; never if nil.
    var deadline: NIODeadline?
    var isOverdue = false
    let promise = Promise<[RESPValue]>()

    init(_ commands: [RedisCommand], end: End? = nil, deadline: NIODeadline?) {
        var encoder = CommandEncoder()
        for command in commands { encoder.append(command.arguments) }
        bytes = encoder.bytes
        self.end = end ?? .count(commands.count)
        self.deadline = deadline
        if case .count(let count) = self.end { replies.reserveCapacity(count) }
    }

    /// Takes a reply; returns whether it was the last.
    mutating func add(_ reply: RESPValue) -> Bool {
        switch end {
        case .count(let count):
            replies.append(reply)
            return replies.count == count
        case .sentinel(let bytes):
            // A subscriber in RESP2 is answered PING with an array.
            if reply.bytes == bytes || reply.elements?.last?.bytes == bytes { return true }
            replies.append(reply)
            return false
        }
    }
}

/// The requests of a connection that wait for their replies, which come in order. It has no socket
/// and no clock.
struct ReplyQueue {
    private var parser = ReplyParser()
    private var requests = CircularBuffer<QueuedRequest>()
    /// Whether arrays that look like messages are pushes, as they are to a subscriber in RESP2.
    private let findsPushesInArrays: Bool

    init(findsPushesInArrays: Bool = false) {
        self.findsPushesInArrays = findsPushesInArrays
    }

    var isEmpty: Bool { requests.isEmpty }

    mutating func append(_ request: QueuedRequest) {
        requests.append(request)
    }

    /// Reads what the server sent; returns how many requests are done, and gives the pushes to
    /// `push`.
    mutating func receive(
        _ bytes: [UInt8], push: ([RESPValue]) -> Void
    ) throws(RedisError) -> Int {
        parser.feed(bytes)
        var doneCount = 0
        while let reply = try next() {
            if let parts = pushed(reply) {
                push(parts)
            } else if requests.isEmpty {
                // What a server says before it closes, such as that there are too many clients.
                throw reply.error ?? .unexpected(reply)
            } else if requests[requests.startIndex].add(reply) {
                let request = requests.removeFirst()
                request.promise.complete(.success(request.replies))
                doneCount += 1
            }
        }
        return doneCount
    }

    private mutating func next() throws(RedisError) -> RESPValue? {
        do throws(ReplyParserError) {
            return try parser.next()
        } catch {
            throw RedisError(
                code: .unexpectedReply, message: "the server sent what is no reply: \(error)",
                mayHaveRun: true)
        }
    }

    private static let kinds: Set<String> = [
        "message", "pmessage", "smessage", "subscribe", "psubscribe", "ssubscribe", "unsubscribe",
        "punsubscribe", "sunsubscribe",
    ]

    private func pushed(_ reply: RESPValue) -> [RESPValue]? {
        switch reply {
        case .push(let parts): return parts
        case .array(let parts) where findsPushesInArrays:
            return Self.kinds.contains(parts.first?.text ?? "") ? parts : nil
        default: return nil
        }
    }

    /// The earliest moment that a request waits for at most.
    var nextDeadline: NIODeadline? { requests.lazy.compactMap(\.deadline).min() }

    /// Ends the wait of those whose time is over; their replies may come nevertheless. Returns
    /// whether a reply is so late that no more can be hoped for: as late again as was waited for it.
    mutating func expire(at now: NIODeadline, grace: TimeAmount) -> Bool {
        for index in requests.indices {
            guard let deadline = requests[index].deadline, deadline <= now else { continue }
            if requests[index].isOverdue { return true }
            requests[index].isOverdue = true
            requests[index].deadline = now + grace
            requests[index].promise.complete(.failure(RedisError.timeout))
        }
        return false
    }

    /// Fails all requests.
    mutating func fail(_ error: RedisError) {
        for request in requests { request.promise.complete(.failure(error)) }
        requests.removeAll()
    }
}

extension RedisError {
    static let timeout = RedisError(
        code: .timeout, message: "there was no reply in time", mayHaveRun: true)

    /// The same error, of commands that were sent.
    var afterSending: RedisError {
        RedisError(code: code, message: message, mayHaveRun: true)
    }
}
