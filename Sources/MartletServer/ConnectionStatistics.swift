import Synchronization

/// What a server's connections added up to: counted on the loop's thread, read on any.
final class ConnectionStatistics: Sendable {
    private let input = Atomic<Int>(0)
    private let output = Atomic<Int>(0)
    private let received = Atomic<Int>(0)
    private let rejected = Atomic<Int>(0)

    /// Bytes read from sockets.
    var inputCount: Int { input.load(ordering: .relaxed) }
    /// Bytes written to sockets, or about to be.
    var outputCount: Int { output.load(ordering: .relaxed) }
    /// Connections that were taken.
    var receivedCount: Int { received.load(ordering: .relaxed) }
    /// Connections that were turned away.
    var rejectedCount: Int { rejected.load(ordering: .relaxed) }

    @inline(__always) func didRead(_ count: Int) { Self.add(count, to: input) }
    @inline(__always) func didWrite(_ count: Int) { Self.add(count, to: output) }
    func didReceive() { Self.add(1, to: received) }
    func didReject() { Self.add(1, to: rejected) }

    /// Adds without a locked instruction: nobody else writes.
    @inline(__always)
    private static func add(_ count: Int, to counter: borrowing Atomic<Int>) {
        counter.store(counter.load(ordering: .relaxed) &+ count, ordering: .relaxed)
    }
}
