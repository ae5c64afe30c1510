/// Whether clients have to wait with their commands, after CLIENT PAUSE.
package struct ClientPause {
    /// Which commands wait.
    package enum Scope: Int {
        case writes
        case all
    }

    package private(set) var scope: Scope?
    /// When the pause is over, on the monotonic clock.
    package private(set) var endMicroseconds = 0
    /// The clients whose command waits.
    private var postponed: [ClientHandle] = []

    package init() {}

    /// Begins a pause, or makes the one there is longer or wider: it never gets less.
    package mutating func begin(_ scope: Scope, until endMicroseconds: Int) {
        if let current = self.scope {
            self.scope = current == .all ? .all : scope
            self.endMicroseconds = max(self.endMicroseconds, endMicroseconds)
        } else {
            self.scope = scope
            self.endMicroseconds = endMicroseconds
        }
    }

    /// Ends the pause.
    package mutating func end() {
        scope = nil
    }

    /// Ends the pause if its time is over.
    package mutating func endIfOver(_ monotonicMicroseconds: Int) {
        if scope != nil, monotonicMicroseconds >= endMicroseconds { scope = nil }
    }

    /// Whether a command has to wait.
    func holds(isWrite: Bool) -> Bool {
        switch scope {
        case nil: false
        case .all: true
        case .writes: isWrite
        }
    }

    mutating func postpone(_ client: Client, argumentBytes: Int) {
        client.hold(isPostponed: true)
        client.postponedBytes = argumentBytes
        postponed.append(client.handle)
    }

    /// Whether clients wait for the end of the pause.
    package var hasPostponed: Bool { !postponed.isEmpty }

    /// Returns the clients whose commands may go on, in the order in which they came.
    package mutating func takeReleased() -> [ClientHandle] {
        guard scope == nil else { return [] }
        defer { postponed = [] }
        return postponed
    }
}
