import CLibuv

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A connected socket of libuv's, TCP or Unix. Its memory lives until libuv has closed it, which is
/// after `close`; so an owner forgets its handle when it calls that.
@safe struct SocketHandle {
    private let tcp: UnsafeMutablePointer<uv_tcp_t>

    /// Takes over a connected socket, which is closed if that fails. libuv treats both kinds alike
    /// once they are connected.
    init(on loop: LoopHandle, takingOver descriptor: Int32) throws(UVError) {
        unsafe tcp = .allocate(capacity: 1)
        var code = unsafe uv_tcp_init(loop.loop, tcp)
        guard code == 0 else {
            unsafe tcp.deallocate()
            closeDescriptor(descriptor)
            throw UVError(code: code)
        }
        unsafe tcp.pointee.data = nil
        code = unsafe uv_tcp_open(tcp, descriptor)
        guard code == 0 else {
            close()
            closeDescriptor(descriptor)
            throw UVError(code: code)
        }
    }

    var stream: UnsafeMutablePointer<uv_stream_t> {
        unsafe UnsafeMutableRawPointer(tcp).assumingMemoryBound(to: uv_stream_t.self)
    }

    /// The number of the socket's file descriptor.
    var descriptor: Int32 {
        var descriptor: uv_os_fd_t = -1
        let handle = unsafe UnsafeMutableRawPointer(tcp).assumingMemoryBound(to: uv_handle_t.self)
        _ = unsafe uv_fileno(handle, &descriptor)
        return descriptor
    }

    /// Makes `owner` the one that callbacks go to; it is kept alive until libuv has closed the socket.
    func setOwner(_ owner: SocketOwner) {
        unsafe tcp.pointee.data = Unmanaged.passRetained(owner).toOpaque()
    }

    /// Closes the socket. What is queued is not sent any more.
    func close() {
        unsafe uvCloseOwned(tcp)
    }

    /// Sends what is written without waiting for more.
    func setNoDelay() {
        _ = unsafe uv_tcp_nodelay(tcp, 1)
    }

    /// Makes the system ask a silent peer after `seconds`, three times within as long; 0 doesn't.
    func setKeepAlive(seconds: Int) {
        let descriptor = descriptor
        func set(_ level: Int32, _ option: Int32, _ value: Int32) {
            var value = value
            let size = socklen_t(MemoryLayout<Int32>.size)
            _ = unsafe setsockopt(descriptor, level, option, &value, size)
        }
        set(SOL_SOCKET, SO_KEEPALIVE, seconds > 0 ? 1 : 0)
        guard seconds > 0 else { return }
        let seconds = Int32(clamping: seconds)
        #if canImport(Glibc)
            set(Int32(IPPROTO_TCP), TCP_KEEPIDLE, seconds)
        #else
            set(Int32(IPPROTO_TCP), TCP_KEEPALIVE, seconds)
        #endif
        set(Int32(IPPROTO_TCP), TCP_KEEPINTVL, max(seconds / 3, 1))
        set(Int32(IPPROTO_TCP), TCP_KEEPCNT, 3)
    }

}

// MARK: - Reading

extension SocketHandle {
    func startReading(intoDestination: Bool) throws(UVError) {
        let code =
            intoDestination
            ? unsafe uv_read_start(stream, uvLendDestination, uvDidFill)
            : unsafe uv_read_start(stream, uvLendReadBuffer, uvDidRead)
        guard code != UV_EALREADY.rawValue else { return }
        try UVError.check(code)
    }

    func stopReading() {
        unsafe uv_read_stop(stream)
    }

    /// Changes where bytes are read into, whether the socket reads at the moment or not. (To stop
    /// and start libuv's reading would cost two calls of the system.)
    func setReadsIntoDestination(_ readsIntoDestination: Bool) {
        guard unsafe stream.pointee.read_cb != nil else { return }
        if readsIntoDestination {
            unsafe stream.pointee.alloc_cb = uvLendDestination
            unsafe stream.pointee.read_cb = uvDidFill
        } else {
            unsafe stream.pointee.alloc_cb = uvLendReadBuffer
            unsafe stream.pointee.read_cb = uvDidRead
        }
    }
}
