import Foundation
private import MartletEngine

/// What the time is and how to wait, for a layer: tests move it by hand.
public protocol LayerClock: Sendable {
    /// The seconds since 1970, to the microsecond.
    var secondsSince1970: Double { get }

    /// By how many seconds local time is ahead of UTC now.
    var localOffset: Int { get }

    /// Waits.
    ///
    /// - Throws: `CancellationError` if the task was cancelled.
    func sleep(for duration: Duration) async throws
}

extension LayerClock {
    /// The microseconds since 1970.
    public var microsecondsSince1970: Int { Int((secondsSince1970 * 1_000_000).rounded()) }
}

/// The system's clock.
public struct SystemLayerClock: LayerClock {
    /// Makes the clock.
    public init() {}

    /// The seconds since 1970.
    public var secondsSince1970: Double { Double(EngineClock().wallMicroseconds) / 1_000_000 }

    /// By how many seconds the system's zone is ahead of UTC now.
    public var localOffset: Int { TimeZone.autoupdatingCurrent.secondsFromGMT() }

    /// Waits.
    public func sleep(for duration: Duration) async throws {
        try await Task.sleep(for: duration)
    }
}

extension LayerClock where Self == SystemLayerClock {
    /// The system's clock.
    public static var system: SystemLayerClock { SystemLayerClock() }
}
