import ConformanceKit
import Dispatch
import Foundation
import Synchronization

/// The most of each that a server has at any time, looked at ten times a second.
final class PeakReading: Sendable {
    private let state = Mutex((highest: ServerGauge.Reading(), isOver: false))
    private let group = DispatchGroup()

    /// Begins to look.
    init(_ address: ServerAddress) {
        group.enter()
        Thread.detachNewThread { [self] in
            let gauge = try? ServerGauge(address)
            while let gauge, !state.withLock({ $0.isOver }) {
                let reading = gauge.read()
                state.withLock { $0.highest.rise(to: reading) }
                Thread.sleep(forTimeInterval: 0.1)
            }
            group.leave()
        }
    }

    /// Stops looking, and returns what was the most.
    func end() -> ServerGauge.Reading {
        state.withLock { $0.isOver = true }
        group.wait()
        return state.withLock { $0.highest }
    }
}

extension ServerGauge.Reading {
    mutating func rise(to other: Self) {
        memory = max(memory, other.memory)
        resident = max(resident, other.resident)
        clients = max(clients, other.clients)
        descriptors = [descriptors, other.descriptors].compactMap { $0 }.max()
    }
}
