@testable import Linearizability
import MartletRESP
import Synchronization

/// Lines to a server that now and then does something else than it was asked for.
final class LyingLines: LineSource {
    let name = "a liar"
    private let real: any LineSource
    private let lie: @Sendable ([String]) -> [String]?
    private let interval: Int
    private let count = Mutex(0)

    /// - Parameters:
    ///   - interval: How many of the commands there is one lie for.
    ///   - lie: What is sent instead of a command; nil where it is sent as it is.
    init(
        _ real: any LineSource, each interval: Int,
        lie: @escaping @Sendable ([String]) -> [String]?
    ) {
        self.real = real
        self.interval = interval
        self.lie = lie
    }

    func open() throws -> any ClientLine { Line(real: try real.open(), source: self) }

    private func altered(_ words: [String]) -> [String] {
        guard let other = lie(words) else { return words }
        let isNext = count.withLock { count in
            count += 1
            return count % interval == 0
        }
        return isNext ? other : words
    }

    private final class Line: ClientLine {
        let real: any ClientLine
        let source: LyingLines

        init(real: any ClientLine, source: LyingLines) {
            self.real = real
            self.source = source
        }

        func call(_ words: [String]) throws(LineFailure) -> RESPValue {
            try real.call(source.altered(words))
        }

        func callAndVanish(_ words: [String]) { real.callAndVanish(words) }
    }
}
