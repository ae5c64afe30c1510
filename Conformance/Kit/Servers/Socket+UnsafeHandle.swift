#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A blocking stream socket of a client.
package final class Socket {
    /// Why a connection could not be made.
    package struct ConnectError: Error, CustomStringConvertible {
        package var address: String
        package var code: Int32

        package var description: String { "cannot connect to \(address) (error \(code))" }
    }

    /// What waiting for bytes brought.
    package enum Received: Equatable {
        case bytes([UInt8])
        case closed
        case nothing
    }

    let descriptor: Int32
    private var part = [UInt8](repeating: 0, count: 64 * 1024)

    /// Connects to a TCP port.
    package init(host: String, port: Int) throws {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Self.streamType
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &list) == 0 else {
            throw ConnectError(address: "\(host):\(port)", code: EHOSTUNREACH)
        }
        defer { unsafe freeaddrinfo(list) }
        var connected: Int32 = -1
        var code: Int32 = EHOSTUNREACH
        var candidate = unsafe list
        while let entry = unsafe candidate, connected < 0 {
            let made = unsafe socket(entry.pointee.ai_family, Self.streamType, 0)
            if unsafe connect(made, entry.pointee.ai_addr, entry.pointee.ai_addrlen) == 0 {
                connected = made
            } else {
                code = errno
                close(made)
            }
            unsafe candidate = entry.pointee.ai_next
        }
        guard connected >= 0 else { throw ConnectError(address: "\(host):\(port)", code: code) }
        descriptor = connected
        var enabled: Int32 = 1
        unsafe setsockopt(
            descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &enabled,
            socklen_t(MemoryLayout<Int32>.size))
    }

    /// Connects to a Unix socket.
    package init(unixPath path: String) throws {
        let made = socket(AF_UNIX, Self.streamType, 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < capacity else {
            close(made)
            throw ConnectError(address: path, code: ENAMETOOLONG)
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) {
            unsafe $0.copyBytes(from: path.utf8)
        }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let failed = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(made, $0, size)
            }
        }
        guard failed == 0 else {
            let code = errno
            close(made)
            throw ConnectError(address: path, code: code)
        }
        descriptor = made
    }

    deinit {
        close(descriptor)
    }

    /// Sends all bytes; what a closed connection refuses is lost, as its end is seen on receiving.
    package func send(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { buffer in
            var rest = unsafe buffer[...]
            while unsafe !rest.isEmpty {
                let piece = unsafe UnsafeRawBufferPointer(rebasing: rest)
                let sent = unsafe Self.sendQuietly(descriptor, piece)
                if sent < 0, errno == EINTR { continue }
                guard sent > 0 else { return }
                unsafe rest = rest.dropFirst(sent)
            }
        }
    }

    /// Waits for bytes, but no longer than a time.
    package func receive(withinMilliseconds limit: Int) -> Received {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&poller, 1, Int32(clamping: limit)) > 0 else { return .nothing }
        let got = unsafe recv(descriptor, &part, part.count, 0)
        guard got > 0 else { return .closed }
        return .bytes(Array(part[..<got]))
    }

    /// Tells the server that nothing more will be sent; its replies can be received still.
    package func finishSending() {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Makes the connection end by a reset, as that of a client that vanishes: what the server has still
    /// to send is lost.
    package func resetAtEnd() {
        var option = linger(l_onoff: 1, l_linger: 0)
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Takes over a descriptor that is connected.
    init(adopting descriptor: Int32) {
        self.descriptor = descriptor
    }

    #if canImport(Glibc)
        static let streamType = Int32(SOCK_STREAM.rawValue)

        private static func sendQuietly(_ socket: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
            unsafe Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        }
    #else
        static let streamType = SOCK_STREAM

        private static func sendQuietly(_ socket: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
            unsafe Darwin.send(socket, bytes.baseAddress, bytes.count, 0)
        }
    #endif
}
