import Logging
import MartletEngine
import MartletLoop

/// What a running server does with settings that changed.
extension ServerLoop {
    /// Makes new settings take effect, or leaves everything as it was.
    ///
    /// - Throws: CONFIG SET's error.
    func apply(_ new: Settings, replacing old: Settings) throws(ReplyError) {
        if new.port != old.port {
            try relisten(as: new, insteadOf: nil, "port")
        } else if new.bind != old.bind {
            try relisten(as: new, insteadOf: old, "bind")
        }
        limits = ServerLimits(new)
        loop.spinMicroseconds = limits.spinMicroseconds
        for listener in listeners { listener.keepAliveSeconds = new.tcpKeepalive }
    }

    /// Listens anew. With `old` settings the old sockets are closed before, as they would be in
    /// the way of new ones at the same port.
    private func relisten(
        as new: Settings, insteadOf old: Settings?, _ name: String
    ) throws(ReplyError) {
        let before = closeTCPListeners(isLast: old == nil)
        do throws(ListenError) {
            if new.port != 0 { try listenAtTCP(as: new) }
            for listener in before { listener.close() }
        } catch {
            logger.warning("Could not listen as told: \(error)")
            _ = closeTCPListeners(isLast: false)
            if let old { try? listenAtTCP(as: old) } else { listeners += before }
            throw .configSetFailed(
                Array(name.utf8),
                old == nil
                    ? "Unable to listen on this port. Check server logs."
                    : "Failed to bind to specified addresses.")
        }
    }

    /// Takes the TCP listeners out; closes them, unless that `isLast` to happen.
    private func closeTCPListeners(isLast: Bool) -> [Listener] {
        let before = listeners.filter { listener in
            if case .tcp = listener.address { true } else { false }
        }
        listeners.removeAll { listener in before.contains { $0 === listener } }
        if isLast { return before }
        for listener in before { listener.close() }
        return []
    }

    /// Ends the server as SHUTDOWN and SIGTERM do.
    func shutDown() {
        logger.warning("User requested shutdown...")
        stop()
    }

    /// Makes SIGTERM and SIGINT end the server.
    func watchSignals() throws(UVError) {
        for (signal, name) in [(Signal.terminate, "SIGTERM"), (.interrupt, "SIGINT")] {
            let watcher = try SignalWatcher(on: loop, for: signal) { [self] in
                logger.warning("Received \(name) scheduling shutdown...")
                shutDown()
            }
            signalWatchers.append(watcher)
        }
    }
}
