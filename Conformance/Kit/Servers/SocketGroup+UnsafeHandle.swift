#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Many sockets of a client, which one thread reads as bytes come.
package struct SocketGroup {
    private let sockets: [Socket]
    private var pollers: [pollfd]
    private var part = [UInt8](repeating: 0, count: 64 * 1024)

    /// Makes a group.
    package init(_ sockets: [Socket]) {
        self.sockets = sockets
        pollers = sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    }

    /// Waits until some sockets have bytes, but no longer than a time, and calls `body` with the number
    /// of each and its bytes; there are none if it is closed. Returns how many there were.
    package mutating func receive(
        withinMilliseconds limit: Int, _ body: (Int, ArraySlice<UInt8>) -> Void
    ) -> Int {
        let ready = unsafe poll(&pollers, nfds_t(pollers.count), Int32(clamping: limit))
        guard ready > 0 else { return 0 }
        var left = ready
        for index in pollers.indices where pollers[index].revents != 0 {
            let got = unsafe recv(pollers[index].fd, &part, part.count, 0)
            body(index, part[..<max(0, got)])
            // Nothing comes of it any more, so that it isn't waited for.
            if got <= 0 { pollers[index].fd = -1 }
            left -= 1
            if left == 0 { break }
        }
        return Int(ready)
    }
}
