import CLibuv

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An address of a socket, of any family.
@safe struct SocketAddress {
    private var storage = sockaddr_storage()
    private var size = socklen_t(MemoryLayout<sockaddr_storage>.size)

    var family: Int32 { Int32(storage.ss_family) }

    var isUnix: Bool { family == AF_UNIX }

    /// The address that the socket is bound to.
    init?(localOf descriptor: Int32) {
        let code = unsafe withGeneral { general, size in
            unsafe getsockname(descriptor, general, size)
        }
        guard code == 0 else { return nil }
    }

    /// The address that the socket is connected to.
    init?(peerOf descriptor: Int32) {
        let code = unsafe withGeneral { general, size in
            unsafe getpeername(descriptor, general, size)
        }
        guard code == 0 else { return nil }
    }

    func bind(_ descriptor: Int32) throws(UVError) {
        var copy = self
        let code = unsafe copy.withGeneral { general, size in
            unsafe systemBind(descriptor, general, size.pointee)
        }
        guard code == 0 else { throw .last }
    }

    private mutating func withGeneral<Result>(
        _ body: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Result
    ) -> Result {
        unsafe withUnsafeMutablePointer(to: &storage) { storage in
            let general = unsafe UnsafeMutableRawPointer(storage)
                .assumingMemoryBound(to: sockaddr.self)
            return unsafe withUnsafeMutablePointer(to: &size) { size in
                unsafe body(general, size)
            }
        }
    }
}

// MARK: - Making

extension SocketAddress {
    /// The address that `host` names: by numbers, by name, or by `*`.
    init(resolving host: String, port: Int) throws(UVError) {
        let host = host == "*" ? "0.0.0.0" : host == "::*" ? "::" : host
        guard let port = UInt16(exactly: port) else { throw UVError(code: UV_EINVAL.rawValue) }
        var four = sockaddr_in()
        var six = sockaddr_in6()
        if unsafe uv_ip4_addr(host, Int32(port), &four) == 0 {
            unsafe copy(&four, count: MemoryLayout<sockaddr_in>.size)
        } else if unsafe uv_ip6_addr(host, Int32(port), &six) == 0 {
            unsafe copy(&six, count: MemoryLayout<sockaddr_in6>.size)
        } else {
            try look(up: host, port: port)
        }
    }

    /// The address of a Unix socket.
    init(path: String) throws(UVError) {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
            if bytes.count < room.count { unsafe room.copyBytes(from: bytes) }
        }
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw UVError(code: UV_ENAMETOOLONG.rawValue)
        }
        unsafe copy(&address, count: MemoryLayout<sockaddr_un>.size)
    }

    /// Takes the first address that the system knows for a name.
    private mutating func look(up host: String, port: UInt16) throws(UVError) {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = host.contains(":") ? AF_INET6 : AF_INET
        #if canImport(Glibc)
            unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            unsafe hints.ai_socktype = SOCK_STREAM
        #endif
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &found) == 0,
            let first = unsafe found, let address = unsafe first.pointee.ai_addr
        else { throw UVError(code: UV_EAI_NONAME.rawValue) }
        unsafe copy(address, count: Int(first.pointee.ai_addrlen))
        unsafe freeaddrinfo(found)
    }

    private mutating func copy(_ address: UnsafeRawPointer, count: Int) {
        unsafe withUnsafeMutableBytes(of: &storage) { storage in
            unsafe storage.copyMemory(from: UnsafeRawBufferPointer(start: address, count: count))
        }
        size = socklen_t(count)
    }
}

// MARK: - Text

extension SocketAddress {
    /// The address as Redis prints it: `127.0.0.1:1234`, `[::1]:1234`, `/path/socket:0`.
    var text: String {
        switch family {
        case AF_INET6: "[\(host)]:\(port)"
        default: "\(host):\(port)"
        }
    }

    /// The port; 0 for a Unix socket.
    var port: Int {
        let port = unsafe withUnsafeBytes(of: storage) { bytes -> UInt16 in
            switch family {
            case AF_INET: unsafe bytes.load(as: sockaddr_in.self).sin_port
            case AF_INET6: unsafe bytes.load(as: sockaddr_in6.self).sin6_port
            default: 0
            }
        }
        return Int(UInt16(bigEndian: port))
    }

    var isLoopback: Bool {
        family == AF_INET && host.hasPrefix("127.") || family == AF_INET6 && host == "::1"
    }

    /// The address without its port; the path of a Unix socket.
    private var host: String {
        var text = [CChar](repeating: 0, count: 128)
        unsafe withUnsafeBytes(of: storage) { bytes in
            switch family {
            case AF_INET:
                var address = unsafe bytes.load(as: sockaddr_in.self)
                _ = unsafe uv_ip4_name(&address, &text, text.count)
            case AF_INET6:
                var address = unsafe bytes.load(as: sockaddr_in6.self)
                _ = unsafe uv_ip6_name(&address, &text, text.count)
            default:
                let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
                text = unsafe bytes[start..<max(start, Int(size))].map(CChar.init(bitPattern:))
            }
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

/// `bind`, which as a method's name hides the system's.
private func systemBind(
    _ descriptor: Int32, _ address: UnsafeMutablePointer<sockaddr>, _ size: socklen_t
) -> Int32 {
    unsafe bind(descriptor, address, size)
}
