import NIOCore
import Synchronization

/// A connection to a server, over which many can send commands at once.
final class NodeConnection: Sendable {
    /// Where requests wait for the connection's loop, and how it ended.
    final class Outbox: Sendable {
        struct State {
            var requests: [QueuedRequest] = []
            var isDrainScheduled = false
            /// How many requests wait for replies, those that weren't sent yet included.
            var count = 0
            var end: RedisError?
            var onClose: [@Sendable () -> Void] = []
        }

        let state = Mutex(State())

        /// Takes all requests out.
        func takeAll() -> [QueuedRequest] {
            state.withLock { state in
                state.isDrainScheduled = false
                defer { state.requests = [] }
                return state.requests
            }
        }

        func didFinish(_ count: Int) {
            state.withLock { $0.count -= count }
        }

        /// Notes why the connection ended, and fails what wasn't sent.
        func close(_ error: RedisError) {
            let (requests, onClose) = state.withLock { state in
                defer {
                    state.requests = []
                    state.onClose = []
                    state.end = state.end ?? error
                }
                return (state.requests, state.onClose)
            }
            for request in requests { request.promise.complete(.failure(error)) }
            for body in onClose { body() }
        }
    }

    let channel: any Channel
    private let handler: NIOLoopBound<ConnectionHandler>
    private let outbox: Outbox
    private let queueLimit: Int
    /// What the server calls the connection; known after the handshake.
    let clientID = Mutex<Int?>(nil)

    init(
        _ channel: any Channel, _ handler: NIOLoopBound<ConnectionHandler>, _ outbox: Outbox,
        queueLimit: Int
    ) {
        self.channel = channel
        self.handler = handler
        self.outbox = outbox
        self.queueLimit = queueLimit
    }

    /// Whether the connection has ended.
    var isClosed: Bool { outbox.state.withLock { $0.end != nil } }

    /// How many requests wait for replies.
    var waitingCount: Int { outbox.state.withLock { $0.count } }

    /// Makes `body` called when the connection has ended; at once, if it has already.
    func onClose(_ body: @escaping @Sendable () -> Void) {
        let isClosed = outbox.state.withLock { state in
            if state.end == nil { state.onClose.append(body) }
            return state.end != nil
        }
        if isClosed { body() }
    }

    /// Ends the connection: what waits fails with an error.
    func close(_ error: RedisError = .closed) {
        outbox.close(error)
        channel.close(promise: nil)
    }

    /// Puts a request behind all others; what comes of it is told by its promise.
    func submit(_ request: QueuedRequest) throws(RedisError) {
        let mustDrain = try outbox.state.withLock { state throws(RedisError) in
            if let end = state.end { throw end }
            guard state.count < queueLimit else { throw .queueFull(limit: queueLimit) }
            state.requests.append(request)
            state.count += 1
            defer { state.isDrainScheduled = true }
            return !state.isDrainScheduled
        }
        if mustDrain {
            channel.eventLoop.execute { [handler] in handler.value.drain() }
        }
    }

    /// Sends commands in one go and returns their replies.
    func replies(
        to commands: [RedisCommand], end: QueuedRequest.End? = nil, within limit: Duration?
    ) async throws -> [RESPValue] {
        try Task.checkCancellation()
        let deadline = limit.map { NIODeadline.now() + TimeAmount($0) }
        let request = QueuedRequest(commands, end: end, deadline: deadline)
        try submit(request)
        return try await request.promise.valueUnlessCancelled()
    }
}

extension RedisError {
    static func queueFull(limit: Int) -> RedisError {
        RedisError(code: .queueFull, message: "\(limit) commands wait for their replies already")
    }
}

/// Writes requests and reads replies, on the connection's loop.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let outbox: NodeConnection.Outbox
    private let grace: TimeAmount
    private let onPush: @Sendable ([RESPValue]) -> Void
    private var queue: ReplyQueue
    private var context: ChannelHandlerContext?
    private var timer: (deadline: NIODeadline, scheduled: Scheduled<Void>)?
    private var end: RedisError?

    init(
        _ outbox: NodeConnection.Outbox, grace: TimeAmount, findsPushesInArrays: Bool,
        onPush: @escaping @Sendable ([RESPValue]) -> Void
    ) {
        self.outbox = outbox
        self.grace = grace
        self.onPush = onPush
        queue = ReplyQueue(findsPushesInArrays: findsPushesInArrays)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish(.connectionLost)
        self.context = nil
    }

    /// Sends what waits in the outbox.
    func drain() {
        let requests = outbox.takeAll()
        guard !requests.isEmpty else { return }
        guard let context, end == nil else {
            let error = end ?? .connectionLost
            for request in requests { request.promise.complete(.failure(error)) }
            return
        }
        let count = requests.reduce(0) { $0 + $1.bytes.count }
        var buffer = context.channel.allocator.buffer(capacity: count)
        for var request in requests {
            buffer.writeBytes(request.bytes)
            request.bytes = []
            if let deadline = request.deadline { scheduleTimer(context, at: deadline) }
            queue.append(request)
        }
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = unwrapInboundIn(data)
        guard let bytes = buffer.readBytes(length: buffer.readableBytes) else { return }
        do throws(RedisError) {
            outbox.didFinish(try queue.receive(bytes, push: onPush))
        } catch {
            finish(error)
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(.connectionLost)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(RedisError(code: .connection, message: "the connection failed: \(error)"))
        context.close(promise: nil)
    }

    /// Fails all that waits, once.
    private func finish(_ error: RedisError) {
        guard end == nil else { return }
        timer?.scheduled.cancel()
        timer = nil
        // What closed the connection from this side knows why.
        let reason = outbox.state.withLock { $0.end } ?? error
        end = reason
        queue.fail(reason.afterSending)
        outbox.close(reason)
    }

    /// Sees to it that what is late at a moment is noticed then.
    private func scheduleTimer(_ context: ChannelHandlerContext, at deadline: NIODeadline) {
        if let timer {
            guard deadline < timer.deadline else { return }
            timer.scheduled.cancel()
        }
        let scheduled = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.timer = nil
            guard let context = self.context, self.end == nil else { return }
            if self.queue.expire(at: .now(), grace: self.grace) {
                self.finish(.timeout)
                context.close(promise: nil)
            } else if let next = self.queue.nextDeadline {
                self.scheduleTimer(context, at: next)
            }
        }
        timer = (deadline, scheduled)
    }
}

extension RedisError {
    static let connectionLost = RedisError(
        code: .connection, message: "the connection was lost")
}
