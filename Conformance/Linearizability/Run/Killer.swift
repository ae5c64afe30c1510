import ConformanceKit
import Foundation
import Synchronization

/// Kills a client every now and then, by CLIENT KILL.
final class Killer: Sendable {
    private let isStopped = Mutex(false)

    init(source: any LineSource, registry: ConnectedClients, seed: UInt64) {
        Thread.detachNewThread { [self] in
            var random = SeededRandom(seed: seed)
            guard let line = try? source.open() else { return }
            while !isStopped.withLock({ $0 }) {
                Thread.sleep(forTimeInterval: 0.01)
                guard let victim = registry.any(using: &random) else { continue }
                // It may have gone already.
                _ = try? line.call(["CLIENT", "KILL", "ID", victim])
            }
        }
    }

    func stop() {
        isStopped.withLock { $0 = true }
    }
}
