import CLibuv

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Returns a socket that listens at `address`, and the address with the port it got.
func openListeningSocket(
    at address: ListenAddress, backlog: Int
) throws(ListenError) -> (descriptor: Int32, address: ListenAddress) {
    let socketAddress: SocketAddress
    switch address {
    case .tcp(let host, let port):
        socketAddress = try step(.resolve) { () throws(UVError) in
            try SocketAddress(resolving: host, port: port)
        }
    case .unix(let path, _):
        socketAddress = try step(.bind) { () throws(UVError) in try SocketAddress(path: path) }
        _ = unsafe unlink(path)
    }
    let descriptor = try step(.socket) { () throws(UVError) in try openSocket(for: socketAddress) }
    do throws(ListenError) {
        try step(.bind) { () throws(UVError) in try socketAddress.bind(descriptor) }
        if case .unix(let path, let permissions?) = address, permissions != 0 {
            _ = unsafe chmod(path, mode_t(truncatingIfNeeded: permissions))
        }
        try step(.listen) { () throws(UVError) in
            guard listen(descriptor, Int32(clamping: backlog)) == 0 else { throw .last }
        }
    } catch {
        closeDescriptor(descriptor)
        throw error
    }
    guard case .tcp(let host, _) = address else { return (descriptor, address) }
    let port = SocketAddress(localOf: descriptor)?.port ?? 0
    return (descriptor, .tcp(host: host, port: port))
}

/// Returns a socket that doesn't block and isn't handed to child processes. An IPv6 one takes no
/// IPv4 connections, so that both kinds can have the same port.
private func openSocket(for address: SocketAddress) throws(UVError) -> Int32 {
    #if canImport(Glibc)
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    #else
        let kind = SOCK_STREAM
    #endif
    let descriptor = socket(address.family, kind, 0)
    guard descriptor >= 0 else { throw .last }
    var enabled: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    if address.family == AF_INET6 {
        _ = unsafe setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &enabled, size)
    }
    _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &enabled, size)
    return descriptor
}

private func step<Result>(
    _ step: ListenError.Step, _ body: () throws(UVError) -> Result
) throws(ListenError) -> Result {
    do throws(UVError) {
        return try body()
    } catch {
        throw ListenError(step: step, cause: error)
    }
}

/// `close`, which as a method's name hides the system's.
func closeDescriptor(_ descriptor: Int32) {
    _ = close(descriptor)
}
