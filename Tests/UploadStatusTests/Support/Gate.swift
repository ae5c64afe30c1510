import Synchronization

/// What a test holds others up with.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var arrived = 0
        var held: [CheckedContinuation<Void, Never>] = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    /// Waits until the gate is open, also if the task is cancelled.
    func pass() async {
        await withCheckedContinuation { continuation in
            let due = state.withLock { state in
                state.arrived += 1
                let count = state.arrived
                var due = state.watchers.filter { $0.count <= count }.map(\.continuation)
                state.watchers.removeAll { $0.count <= count }
                if state.isOpen {
                    due.append(continuation)
                } else {
                    state.held.append(continuation)
                }
                return due
            }
            for continuation in due { continuation.resume() }
        }
    }

    /// Returns once so many have come to the gate.
    func waitForArrivals(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isReached = state.withLock { state in
                if state.arrived >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isReached { continuation.resume() }
        }
    }

    /// How many have come.
    var arrivals: Int { state.withLock { $0.arrived } }

    /// Lets all pass, now and later.
    func open() {
        let held = state.withLock { state in
            state.isOpen = true
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }
}
