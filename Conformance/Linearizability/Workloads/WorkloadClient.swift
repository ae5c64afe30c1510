import ConformanceKit
import MartletRESP

/// A client of a run: it has a line to the server, opens another when that is lost, and notes what
/// it does.
package final class WorkloadClient<Model: SequentialModel> {
    /// An operation with the lock, queue, … that it was for. Those have nothing to do with each
    /// other, and are checked apart.
    package typealias Noted = (partition: Int, timed: Model.Timed)

    package let number: Int
    package var random: SeededRandom
    package private(set) var history: [Noted] = []
    /// How often the line was lost.
    package private(set) var lossCount = 0

    private let source: any LineSource
    private let registry: ConnectedClients?
    private let start: ContinuousClock.Instant
    private var line: (any ClientLine)?
    /// What the server calls the line's client.
    private var identifier = ""
    /// The client vanishes with the call after so many.
    private var callsBeforeVanishing: Int?

    /// - Parameter registry: Where it can be found by whom kills clients; nil for one that neither
    ///   vanishes nor is killed.
    init(
        number: Int, seed: UInt64, source: any LineSource, start: ContinuousClock.Instant,
        registry: ConnectedClients?
    ) {
        self.number = number
        self.source = source
        self.start = start
        self.registry = registry
        random = SeededRandom(seed: seed &+ UInt64(number) &* 0x1000_0001)
    }

    /// Runs an operation, whose commands `body` sends, and notes it. Returns its outcome; nil where
    /// the line was lost meanwhile.
    ///
    /// - Throws: What is wrong with a reply.
    @discardableResult
    package func perform(
        _ operation: Model.Operation, on partition: Int,
        _ body: (WorkloadClient) throws(LineFailure) -> Model.Outcome
    ) throws -> Model.Outcome? {
        try openLine()
        let doomed = registry != nil && random.below(80) == 0
        callsBeforeVanishing = doomed ? random.below(5) : nil
        let invoked = start.duration(to: .now)
        var outcome: Model.Outcome?
        do {
            outcome = try body(self)
        } catch {
            guard error == .closed else { throw error }
            try replaceLine()
        }
        let timed = TimedOperation(
            client: number, operation, outcome: outcome, invoked: invoked,
            replied: start.duration(to: .now))
        history.append((partition, timed))
        return outcome
    }

    /// Runs a command as part of an operation.
    package func call(_ words: String...) throws(LineFailure) -> RESPValue { try call(words) }

    /// Runs a command as part of an operation.
    package func call(_ words: [String]) throws(LineFailure) -> RESPValue {
        guard let line else { throw .closed }
        if let left = callsBeforeVanishing {
            guard left > 0 else {
                line.callAndVanish(words)
                throw .closed
            }
            callsBeforeVanishing = left - 1
        }
        let reply = try line.call(words)
        if let text = reply.errorText { throw .unexpected("\(words): \(text)") }
        return reply
    }

    private func openLine() throws {
        while line == nil {
            let opened = try source.open()
            // Whoever kills clients may know the number before it is of use.
            guard let found = try? opened.call(["CLIENT", "ID"]).integer else { continue }
            identifier = String(found)
            registry?.set(String(found), for: number)
            line = opened
        }
    }

    /// Opens a line in place of one that was closed, and makes sure that the server does nothing for
    /// the old one any more.
    private func replaceLine() throws {
        let old = identifier
        lossCount += 1
        callsBeforeVanishing = nil
        registry?.remove(number)
        repeat {
            line = nil
            try openLine()
        } while (try? line?.call(["CLIENT", "KILL", "ID", old])) == nil
    }
}

extension RESPValue {
    /// The number, if this is an integer.
    var integer: Int? {
        if case .integer(let number) = self { return Int(number) }
        return nil
    }

    /// The number that a string says.
    var number: Int? { text.flatMap { Int($0) } }

    var isNull: Bool { self == .null || self == .nullArray }

    /// Returns the integer.
    func expectInteger() throws(LineFailure) -> Int {
        guard let integer else { throw .unexpected("\(self)") }
        return integer
    }

    /// Returns the number that a string says.
    func expectNumber() throws(LineFailure) -> Int {
        guard let number else { throw .unexpected("\(self)") }
        return number
    }

    /// Returns the elements of an array of at least so many.
    func expectElements(_ count: Int = 0) throws(LineFailure) -> [RESPValue] {
        guard let elements, elements.count >= count else { throw .unexpected("\(self)") }
        return elements
    }
}
