/// Accepts connections. It is kept alive until it's closed.
package final class Listener: ListeningOwner {
    /// How many connections are accepted before others are served.
    private static var batchSize: Int { 1000 }
    /// How long a listener without file descriptors waits, unless a stream closes before.
    private static var pauseMilliseconds: Int { 100 }

    private let loop: LoopHandle
    /// Nil once the listener is closed.
    private var handle: ListeningHandle?
    private var didAccept: ((Stream) -> Void)?
    private let retry: Timer
    private var isPaused = false

    /// Where it listens, with the port it got.
    package let address: ListenAddress

    /// After how many silent seconds the system asks new TCP connections whether the peer is still
    /// there; 0 never.
    package var keepAliveSeconds = 0

    /// Is told that connections can't be accepted for now, as when file descriptors have run out.
    package var didPause: ((UVError) -> Void)?

    /// Listens at `address`; calls `didAccept` with each connection, which sets its handler.
    ///
    /// - Throws: The `ListenError` of the socket, such as that of an address in use.
    package init(
        on loop: Loop, at address: ListenAddress, backlog: Int = 511,
        didAccept: @escaping (Stream) -> Void
    ) throws(ListenError) {
        loop.handle.preconditionOnThread()
        let retry: Timer
        do throws(UVError) {
            retry = try Timer(on: loop.handle)
        } catch {
            throw ListenError(step: .socket, cause: error)
        }
        let handle = try ListeningHandle(on: loop.handle, at: address, backlog: backlog)
        self.loop = loop.handle
        self.retry = retry
        self.didAccept = didAccept
        self.handle = handle
        self.address = handle.address
        super.init()
        handle.setOwner(self)
        retry.handler = { [unowned self] in resume() }
    }

    /// The port that is listened at; 0 at a Unix socket.
    package var port: Int {
        if case .tcp(_, let port) = address { port } else { 0 }
    }

    /// Stops listening; a Unix socket's path is removed.
    package override func close() {
        loop.preconditionOnThread()
        guard let handle else { return }
        self.handle = nil
        handle.close()
        retry.close()
        loop.pausedListeners.removeAll { $0 === self }
        didAccept = nil
        didPause = nil
    }

    override func didHappen() {
        for _ in 0..<Self.batchSize {
            guard let handle else { return }
            do throws(UVError) {
                guard let accepted = try handle.accept() else { return }
                open(accepted)
            } catch {
                return pause(after: error)
            }
        }
    }

    private func open(_ accepted: SocketHandle) {
        if case .tcp = address {
            accepted.setNoDelay()
            accepted.setKeepAlive(seconds: keepAliveSeconds)
        }
        let stream = Stream(accepted, on: loop)
        didAccept?(stream)
        stream.resumeReading()
    }

    /// Leaves the connections that wait in the system's queue: to ask again at once would be in vain.
    private func pause(after error: UVError) {
        guard !isPaused else { return }
        isPaused = true
        handle?.setActive(false)
        loop.pausedListeners.append(self)
        retry.start(afterMilliseconds: Self.pauseMilliseconds)
        didPause?(error)
    }

    override func resume() {
        guard isPaused else { return }
        isPaused = false
        retry.cancel()
        loop.pausedListeners.removeAll { $0 === self }
        handle?.setActive(true)
    }
}
