#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A blocking connection to a listener on this machine.
final class TestClient {
    struct ConnectError: Error {}

    private let descriptor: Int32

    /// Connects to the loopback address of IPv4, or of IPv6.
    init(port: Int, usesIPv6: Bool = false) throws {
        descriptor = Self.openSocket(usesIPv6 ? AF_INET6 : AF_INET)
        if usesIPv6 {
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = UInt16(port).bigEndian
            unsafe withUnsafeMutableBytes(of: &address.sin6_addr) { bytes in
                unsafe bytes[15] = 1
            }
            try unsafe connect(to: &address, MemoryLayout<sockaddr_in6>.size)
        } else {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = UInt16(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            try unsafe connect(to: &address, MemoryLayout<sockaddr_in>.size)
        }
    }

    /// Connects to a Unix socket.
    init(path: String) throws {
        descriptor = Self.openSocket(AF_UNIX)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
            unsafe room.copyBytes(from: path.utf8.prefix(100))
        }
        try unsafe connect(to: &address, MemoryLayout<sockaddr_un>.size)
    }

    deinit {
        close(descriptor)
    }

    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes { part in
                unsafe Glibc.send(
                    descriptor, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    func send(_ text: String) {
        send(Array(text.utf8))
    }

    /// Tells the server that nothing more is sent.
    func endSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Ends the connection in a way that the server's next write fails.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        let size = socklen_t(MemoryLayout<linger>.size)
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, size)
        shutdown(descriptor, Int32(SHUT_RD))
    }

    /// Waits for `count` bytes, or for the connection's end.
    func receive(_ count: Int = .max) -> [UInt8] {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 20)
        while bytes.count < count {
            let got = unsafe read(descriptor, &part, min(part.count, count - bytes.count))
            guard got > 0 else { break }
            bytes += part[..<got]
        }
        return bytes
    }

    func text(_ count: Int = .max) -> String {
        String(decoding: receive(count), as: UTF8.self)
    }

    /// Throws away what comes until the connection's end; returns how much it was.
    func discard() -> Int {
        var total = 0
        while true {
            let got = recv(descriptor, nil, 1 << 30, Int32(MSG_TRUNC))
            guard got > 0 else { return total }
            total += got
        }
    }

    private static func openSocket(_ family: Int32) -> Int32 {
        #if canImport(Glibc)
            socket(family, Int32(SOCK_STREAM.rawValue), 0)
        #else
            socket(family, SOCK_STREAM, 0)
        #endif
    }

    private func connect(to address: UnsafeRawPointer, _ size: Int) throws {
        let general = unsafe address.assumingMemoryBound(to: sockaddr.self)
        guard unsafe systemConnect(descriptor, general, socklen_t(size)) == 0 else {
            throw ConnectError()
        }
    }
}

private func systemConnect(
    _ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t
) -> Int32 {
    unsafe connect(descriptor, address, size)
}
