#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A socket on this machine that accepts connections on a free port.
package final class FreePort {
    /// That the system gave no port.
    package struct ListenError: Error {
        package var code: Int32
    }

    package let port: Int
    private let descriptor: Int32

    package init() throws {
        let made = socket(AF_INET, Socket.streamType, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(made, $0, size) == 0 && getsockname(made, $0, &size) == 0
            }
        }
        guard isBound, listen(made, 64) == 0 else {
            let code = errno
            close(made)
            throw ListenError(code: code)
        }
        descriptor = made
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit {
        close(descriptor)
    }

    /// Waits for a connection, but no longer than a time.
    package func accept(withinMilliseconds limit: Int) -> Socket? {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&poller, 1, Int32(clamping: limit)) > 0 else { return nil }
        #if canImport(Glibc)
            let made = Glibc.accept(descriptor, nil, nil)
        #else
            let made = Darwin.accept(descriptor, nil, nil)
        #endif
        return made >= 0 ? Socket(adopting: made) : nil
    }
}
