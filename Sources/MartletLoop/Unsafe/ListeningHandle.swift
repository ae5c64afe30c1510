import CLibuv

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A listening socket that libuv watches. It is polled, not given to `uv_listen`, because that
/// drops the connections that wait when file descriptors run out.
@safe struct ListeningHandle {
    private let loop: LoopHandle
    private let poll: UnsafeMutablePointer<uv_poll_t>
    private let descriptor: Int32
    /// Where it listens, with the port it got.
    let address: ListenAddress

    init(on loop: LoopHandle, at address: ListenAddress, backlog: Int) throws(ListenError) {
        (descriptor, self.address) = try openListeningSocket(at: address, backlog: backlog)
        self.loop = loop
        unsafe poll = .allocate(capacity: 1)
        do throws(UVError) {
            try loop.checkIsOpen()
            try UVError.check(unsafe uv_poll_init(loop.loop, poll, descriptor))
        } catch {
            unsafe poll.deallocate()
            closeDescriptor(descriptor)
            throw ListenError(step: .listen, cause: error)
        }
        unsafe poll.pointee.data = nil
        setActive(true)
    }

    /// Makes `owner` the one that is told; it is kept alive until libuv has closed the handle.
    func setOwner(_ owner: ListeningOwner) {
        unsafe poll.pointee.data = Unmanaged.passRetained(owner).toOpaque()
    }

    /// Tells its owner of connections that wait, or doesn't.
    func setActive(_ isActive: Bool) {
        if isActive {
            unsafe uv_poll_start(poll, Int32(UV_READABLE.rawValue), uvDidConnect)
        } else {
            unsafe uv_poll_stop(poll)
        }
    }

    /// Returns the connection that waits longest, nil if none does.
    ///
    /// - Throws: Why it can't be accepted, as when file descriptors have run out.
    func accept() throws(UVError) -> SocketHandle? {
        while true {
            let accepted = systemAccept(descriptor)
            if accepted >= 0 {
                _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
                return try SocketHandle(on: loop, takingOver: accepted)
            }
            switch errno {
            case EAGAIN: return nil
            case EINTR, ECONNABORTED: continue
            default: throw .last
            }
        }
    }

    /// Closes the socket and removes the path of a Unix socket.
    func close() {
        unsafe uvCloseOwned(poll)
        closeDescriptor(descriptor)
        if case .unix(let path, _) = address { _ = unsafe unlink(path) }
    }
}

/// `accept`, which as a method's name hides the system's.
private func systemAccept(_ descriptor: Int32) -> Int32 {
    accept(descriptor, nil, nil)
}
