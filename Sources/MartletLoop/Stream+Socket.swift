extension Stream {
    /// The number of the socket's file descriptor; -1 once the stream is closed.
    package var descriptor: Int { handle.map { Int($0.descriptor) } ?? -1 }

    /// The peer's address as Redis prints it: `127.0.0.1:1234`, `[::1]:1234`, `/path/socket:0`.
    package var peerAddress: String { peer?.text ?? "?:0" }

    /// The address that the peer has connected to, as Redis prints it.
    package var localAddress: String { local?.text ?? "?:0" }

    /// Whether the peer came through a Unix socket.
    package var isUnix: Bool { local?.isUnix ?? false }

    /// Whether the peer came through the loopback interface.
    package var isLoopback: Bool { peer?.isLoopback ?? false }

    /// Makes the system ask a silent peer after so many seconds whether it's still there; 0 doesn't.
    package func setKeepAlive(seconds: Int) {
        loop.preconditionOnThread()
        handle?.setKeepAlive(seconds: seconds)
    }

    private var local: SocketAddress? {
        handle.flatMap { SocketAddress(localOf: $0.descriptor) }
    }

    /// A peer at a Unix socket has no address; it's called by that of the socket.
    private var peer: SocketAddress? {
        guard let local, !local.isUnix else { return local }
        return handle.flatMap { SocketAddress(peerOf: $0.descriptor) }
    }
}
