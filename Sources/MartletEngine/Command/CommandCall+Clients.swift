extension CommandCall {
    /// Makes the host close a client: at once, or after the replies if it asked for it itself.
    package mutating func kill(_ victim: Client) {
        if victim === client {
            victim.ending = .afterReplies
        } else {
            victim.ending = .atOnce
            release(victim)
            clients.notify(victim)
        }
    }

    /// Ends all that a client waits for, watches or listens to.
    mutating func release(_ client: Client) {
        if client.isMonitor { monitors.removeAll { $0 === client } }
        abandonWaits(of: client)
        forgetMessages(of: client)
        client.wakeReaders()
    }

    /// Whether a client may do what it likes without a password, as it connects or resets.
    package func isAuthenticatedAtFirst(_ client: Client) -> Bool {
        settings.requirePass.isEmpty || client.peer.origin == .inProcess
    }
}
