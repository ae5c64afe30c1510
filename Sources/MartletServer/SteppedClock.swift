import MartletEngine
import MartletLoop

/// A manual clock with the servers that go by it: what is due is done as soon as it is moved.
package final class SteppedClock: Sendable {
    private struct Follower {
        weak var server: EmbeddedServer?
    }

    package let time: ManualClock
    private let followers = Locked<[Follower]>([])

    /// Makes a clock that shows `microseconds` since 1970.
    package init(microseconds: Int) {
        time = ManualClock(microseconds: microseconds)
    }

    /// Lets time pass. What the servers have to do then is done when this returns.
    package func advance(byMicroseconds microseconds: Int) {
        time.advance(byMicroseconds: microseconds)
        notifyFollowers()
    }

    /// Sets the time of day, as an operator might; timeouts don't notice.
    package func setWall(microseconds: Int) {
        time.setWall(microseconds: microseconds)
        notifyFollowers()
    }

    func add(_ server: EmbeddedServer) {
        followers.withLock { followers in
            followers.removeAll { $0.server == nil }
            followers.append(Follower(server: server))
        }
    }

    private func notifyFollowers() {
        let servers = followers.withLock { followers in followers.compactMap(\.server) }
        for server in servers { server.clockDidMove() }
    }
}
