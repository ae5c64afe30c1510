import Logging
import MartletEngine
import MartletLoop

/// All of a server that lives on its loop's thread: listeners, connections, timers.
///
/// Its timers and listeners, and what the loop calls before it blocks, keep it alive, until the loop
/// stops and closes them.
final class ServerLoop {
    /// How often at most the rates of traffic are noted.
    private static let sampleMilliseconds = 100
    /// What an empty reply buffer keeps of its room.
    private static let idleReplyCapacity = 1 << 20

    let loop: Loop
    let engine: SharedEngine
    let logger: Logger
    var limits: ServerLimits
    let statistics = ConnectionStatistics()
    var listeners: [Listener] = []
    var signalWatchers: [SignalWatcher] = []
    private var connections: [Int: Connection] = [:]
    private let batch = Confined(Batch())
    private var cron: Timer?
    private var cronMilliseconds = 0
    private var sampledAt = 0
    private var alarm: Timer?
    private var alarmAt = Int.max
    /// While the loop takes a turn in the middle of a script: whose it is.
    private var scriptConnection: Connection?
    /// The connection that was closed while its script ran.
    private var closedConnection: Connection?

    init(engine: SharedEngine, limits: ServerLimits, logger: Logger) throws(UVError) {
        loop = try Loop()
        self.engine = engine
        self.limits = limits
        self.logger = logger
        loop.spinMicroseconds = limits.spinMicroseconds
        let cron = try Timer(on: loop) { [self] in runCron() }
        self.cron = cron
        startCron()
        alarm = try Timer(on: loop) { [self] in runAlarm() }
        loop.beforeBlocking = { [self] in workIfNeeded() }
    }

    /// Listens wherever `settings` say. An address that begins with `-` may be unavailable; port 0
    /// is any that is free, or none beside a Unix socket.
    ///
    /// - Throws: The `ListenError` of a socket.
    func listen(as settings: borrowing Settings) throws(ListenError) {
        if settings.port != 0 || settings.unixSocket.isEmpty { try listenAtTCP(as: settings) }
        if !settings.unixSocket.isEmpty {
            let permissions = UInt32(settings.unixSocketPermissions)
            try listen(at: .unix(path: settings.unixSocket, permissions: permissions))
        }
    }

    /// Listens at every address of `bind`.
    func listenAtTCP(as settings: borrowing Settings) throws(ListenError) {
        var port = settings.port
        for host in settings.bind {
            let isOptional = host.hasPrefix("-")
            do throws(ListenError) {
                let name = isOptional ? String(host.dropFirst()) : host
                try listen(at: .tcp(host: name, port: port))
                // With a port that was free at the first address, the others take the same.
                port = listeners.last?.port ?? port
            } catch {
                if !isOptional { throw error }
            }
        }
    }

    /// The TCP port that it listens at, or 0.
    var port: Int {
        listeners.lazy.map(\.port).first { $0 != 0 } ?? 0
    }

    private func listen(at address: ListenAddress) throws(ListenError) {
        let listener = try Listener(on: loop, at: address, backlog: limits.backlog) {
            [self] stream in accept(stream)
        }
        listener.keepAliveSeconds = limits.keepAliveSeconds
        listeners.append(listener)
    }

    /// Closes everything; the loop's `run` returns then.
    func stop() {
        if let scriptConnection {
            engine.endScripts()
            engine.withEngine { engine in engine.end(scriptConnection.client) }
        } else {
            for connection in connections.values { connection.stream.close() }
        }
        loop.stop()
    }
}

/// What the batch at hand leaves.
private struct Batch: ~Copyable {
    /// The connections take turns, so one buffer serves them all.
    var replies = ReplyWriter()
    /// Whether there is something to do for others.
    var needsWork = false
}

// MARK: - Connections

extension ServerLoop {
    private func accept(_ stream: Stream) {
        if let refusal = refusal(of: stream) {
            statistics.didReject()
            stream.write(refusal.utf8.span)
            stream.closeWhenSent()
            return
        }
        statistics.didReceive()
        let peer = ClientPeer(
            origin: stream.isUnix ? .unixSocket : .tcp, address: stream.peerAddress,
            localAddress: stream.localAddress, isLocal: stream.isUnix || stream.isLoopback,
            descriptor: stream.descriptor)
        let client = engine.withEngine { engine in engine.connect(peer) }
        let connection = Connection(client, on: stream, of: self)
        connections[client.id] = connection
        stream.handler = connection
    }

    /// Returns what a connection is told that isn't taken, or nil.
    private func refusal(of stream: Stream) -> String? {
        if connections.count >= limits.maxClients {
            return "-ERR max number of clients reached\r\n"
        }
        if limits.refusesStrangers, !stream.isUnix, !stream.isLoopback {
            return ProtectedMode.refusal
        }
        return nil
    }

    func didClose(_ connection: Connection) {
        guard connection !== scriptConnection else {
            closedConnection = connection
            batch.value.needsWork = true
            return
        }
        connections[connection.client.id] = nil
        engine.withEngine { engine in engine.disconnect(connection.client) }
    }

    /// Runs the commands at hand; the replies wait in the buffer.
    @inline(__always)
    func run(
        _ bytes: Span<UInt8>, _ parser: inout RequestParser, for client: ClientHandle,
        buffers: ClientBuffers
    ) -> Engine.Progress {
        let outcome = engine.process(
            bytes, &parser, for: client, buffers: buffers, reply: &batch.value.replies)
        if outcome.needsHost { batch.value.needsWork = true }
        return outcome.progress
    }

    /// Sends the replies in the buffer.
    @inline(__always)
    func sendReplies(to connection: Connection) {
        Self.send(&batch.value.replies, to: connection.stream, statistics)
        if connection.stream.queuedCount > 0 { checkOutput(of: connection) }
    }

    /// Forgets the replies in the buffer.
    func discardReplies() {
        batch.value.replies.removeAll(keepingAtMost: Self.idleReplyCapacity)
    }

    /// The span of a class's property would end before the call; that of a parameter lasts.
    private static func send(
        _ writer: inout ReplyWriter, to stream: Stream, _ statistics: ConnectionStatistics
    ) {
        statistics.didWrite(writer.count)
        if writer.insertions.isEmpty {
            stream.write(writer.buffer.span)
        } else {
            stream.write(
                writer.buffer.span,
                inserting: writer.insertions.map { ($0.offset, $0.blob) })
        }
        writer.removeAll(keepingAtMost: idleReplyCapacity)
    }

    private func checkOutput(of connection: Connection) {
        let isSubscriber = engine.withEngine { engine in
            engine.isSubscriber(connection.client)
        }
        let limit = isSubscriber ? limits.pubsubOutput : limits.normalOutput
        guard connection.exceeds(limit, now: loop.now) else { return }
        logger.warning(
            "A client was closed, as it reads too slowly",
            metadata: ["client": "\(connection.stream.peerAddress)"])
        connection.stream.close()
    }

    /// Returns how the engine wants the client to end.
    func ending(of client: ClientHandle) -> Client.Ending {
        engine.withEngine { engine in engine.ending(of: client) }
    }
}

// MARK: - In the middle of a script

extension ServerLoop {
    /// Lets the loop take a turn, in the middle of a script that takes too long: others get at least
    /// an answer, and can kill it. What the script's client sends waits for its end.
    func turn(inScriptOf client: ClientHandle) {
        guard let connection = connections[client.id] else { return }
        var replies = ReplyWriter()
        scriptConnection = connection
        connection.stream.pauseReading()
        swap(&batch.value.replies, &replies)
        loop.turn()
        swap(&batch.value.replies, &replies)
        connection.stream.resumeReading()
        scriptConnection = nil
    }
}

// MARK: - Work for others

extension ServerLoop {
    /// Does what the batches of this time round left to do for other clients: what several of them
    /// send to one client goes out as one.
    private func workIfNeeded() {
        if batch.value.needsWork, scriptConnection == nil { work() }
    }

    /// Sends what commands made for other clients than their own, closes those that were killed,
    /// and lets those go on that were paused.
    @inline(never) func work() {
        guard scriptConnection == nil else { return batch.value.needsWork = true }
        if let closedConnection {
            self.closedConnection = nil
            didClose(closedConnection)
        }
        repeat {
            batch.value.needsWork = false
            let work = engine.withEngine { engine in engine.takeWork() }
            for client in work.waiting { deliver(to: client) }
            for client in work.released { connections[client.id]?.goOn() }
            setAlarm(at: work.tickComesByHand ? .max : work.tickAt)
        } while batch.value.needsWork
    }

    private func deliver(to client: ClientHandle) {
        guard let connection = connections[client.id] else { return }
        let ending = engine.takeOutgoing(for: client, into: &batch.value.replies)
        sendReplies(to: connection)
        if let ending { connection.end(ending) }
    }

    private func runAlarm() {
        alarmAt = .max
        engine.withEngine { engine in engine.tick() }
        work()
    }

    /// Makes the engine's next tick come in time, however soon or late.
    private func setAlarm(at milliseconds: Int) {
        guard milliseconds != alarmAt else { return }
        alarmAt = milliseconds
        guard milliseconds < .max else { return alarm?.cancel() ?? () }
        // libuv runs a timer without delay again before it looks at the sockets: a million keys that
        // expire at once would keep every client waiting.
        let delay = milliseconds - WallClock.milliseconds()
        alarm?.start(afterMilliseconds: max(1, min(delay, 1 << 31)))
    }

    /// Makes the cron run as often as `hz` and the number of clients ask for.
    func startCron() {
        let (clientCount, before) = (connections.count, cronMilliseconds)
        cronMilliseconds = engine.withEngine { engine in
            1000 / engine.call.settings.cronFrequency(clientCount: clientCount)
        }
        guard cronMilliseconds != before else { return }
        cron?.start(
            afterMilliseconds: cronMilliseconds, repeatMilliseconds: cronMilliseconds)
    }

    private func runCron() {
        guard scriptConnection == nil else { return }
        startCron()
        guard !engine.withEngine({ engine in engine.call.isCronPaused }) else { return }
        closeIdle()
        sampleRates()
        for connection in connections.values where connection.stream.queuedCount > 0 {
            checkOutput(of: connection)
        }
        work()
    }

    private func sampleRates() {
        guard loop.now - sampledAt >= Self.sampleMilliseconds else { return }
        sampledAt = loop.now
        engine.withEngine { [statistics] engine in
            engine.sampleRates(input: statistics.inputCount, output: statistics.outputCount)
        }
    }

    /// Closes the clients that were silent for longer than `timeout`.
    private func closeIdle() {
        guard limits.timeoutSeconds > 0 else { return }
        let idle = engine.withEngine { [limits] engine in
            engine.idleClients(forSeconds: limits.timeoutSeconds)
        }
        for client in idle { connections[client.id]?.stream.close() }
    }
}
