@testable import Linearizability

/// Writes histories down: who asked for what, between which milliseconds, and what the reply was.
struct History<Model: SequentialModel> {
    private(set) var operations: [Model.Timed] = []

    /// Adds an operation with a reply.
    mutating func add(
        _ operation: Model.Operation, _ outcome: Model.Outcome, _ time: ClosedRange<Int>
    ) {
        operations.append(
            TimedOperation(
                client: operations.count, operation, outcome: outcome,
                invoked: .milliseconds(time.lowerBound), replied: .milliseconds(time.upperBound)))
    }

    /// Adds an operation without a reply, whose client was gone at the end of a time, or is never
    /// known to be.
    mutating func addLost(
        _ operation: Model.Operation, _ start: Int, goneAt end: Int? = nil
    ) {
        operations.append(
            TimedOperation(
                client: operations.count, operation, outcome: nil,
                invoked: .milliseconds(start), replied: end.map { .milliseconds($0) } ?? .never))
    }
}

extension SequentialModel {
    /// Whether the checker finds an order for a history that `write` puts down in any order.
    func explains(_ write: (inout History<Self>) -> Void) -> Bool {
        var history = History<Self>()
        write(&history)
        return LinearizabilityChecker(self).check(history.operations) == .linearizable
    }
}
